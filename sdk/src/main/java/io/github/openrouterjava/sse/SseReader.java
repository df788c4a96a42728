package io.github.openrouterjava.sse;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one {@code text/event-stream} body, on demand and by the WHATWG rules.
 *
 * <p>An event's data is a slice of the reader's own buffer, so that nothing is copied:
 *
 * <pre>{@code
 * while (reader.next()) {
 *     use(reader.data(), reader.from(), reader.to());
 * }
 * }</pre>
 *
 * An event is given as soon as the bytes that complete it are here; the stream is read only when they are not, once for
 * what it has at hand. Lines end by CR, LF or CRLF. The fields {@code id} and {@code retry} are for reconnecting, which
 * a completion cannot do, and are passed over. The stream is not closed. Not for use by several threads.
 */
public final class SseReader {
    /** The size limit of a reader that is given none: 32 MiB. */
    public static final int DEFAULT_MAX_EVENT_BYTES = 32 << 20;

    private static final int BUFFER = 2 << 10; // a paced stream has one event at a time, and there may be many streams
    private static final int LARGER = 8 << 10; // for a stream that brings more at once
    private static final int LONGEST_PREFIX = 9; // a BOM, then "data: "
    private static final int EXCERPT = 500;
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] DATA = "data".getBytes(UTF_8);
    private static final byte[] EVENT = "event".getBytes(UTF_8);
    private static final byte[] ID = "id".getBytes(UTF_8);
    private static final byte[] RETRY = "retry".getBytes(UTF_8);

    private final InputStream in;
    private final int maxEventBytes;

    // The buffer holds, in this order: the current event's data, bytes of no more use, the line being read.
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private int line;
    private int scanned; // the line has no end before this
    private int limit;
    private int alike; // where the last data line begins, as long as it stands here
    private int alikeEnd;
    private boolean crowded; // the last read took all the room there was
    private boolean lineFeedDue; // a CR was the last byte: an LF that follows belongs to it

    private boolean hasData;
    private boolean given; // the current event was, so the next line begins another
    private boolean ended;
    private @Nullable String event;
    private long eventOffset;
    private long dataOffset;
    private long bytes;
    private long comments;
    private int ignoredLines;
    private @Nullable String firstIgnoredLine;

    /** A reader with the {@link #DEFAULT_MAX_EVENT_BYTES} limit. */
    public SseReader(InputStream in) {
        this(in, DEFAULT_MAX_EVENT_BYTES);
    }

    /**
     * @param maxEventBytes how long an event's data may be, and any other line; from 1 to 2^30
     * @throws IllegalArgumentException for any other limit
     */
    public SseReader(InputStream in, int maxEventBytes) {
        if (maxEventBytes < 1 || maxEventBytes > 1 << 30) {
            throw new IllegalArgumentException("an event size limit from 1 to 2^30 was expected: " + maxEventBytes);
        }
        this.in = Objects.requireNonNull(in);
        this.maxEventBytes = maxEventBytes;
    }

    /**
     * Moves to the next event that has a data field, be it empty, or gives false at the end of the body.
     *
     * @throws IOException what the stream throws, after every event that was complete by then; a further call goes on
     *     where this one was
     * @throws SseException where the event is over the size limit, again at each further call
     */
    public boolean next() throws IOException {
        if (ended) {
            return false;
        }
        if (given) {
            given = false;
            beginEvent();
        }
        while (true) {
            int end = lineEnd();
            if (end < limit) {
                boolean blank = end == line;
                if (!blank) {
                    take(end);
                }
                passLineEnd(end);
                if (blank && hasData) {
                    given = true;
                    return true;
                }
                if (blank) {
                    beginEvent();
                }
            } else if (!fill()) {
                if (line < limit && !isCutName()) {
                    take(limit);
                }
                ended = true;
                return false;
            }
        }
    }

    /** The reader's buffer, in which the current event's data lies; read only, and only until {@link #next()}. */
    public byte[] data() {
        return buffer;
    }

    /** The index of the data's first byte. */
    public int from() {
        return from;
    }

    /** The index after the data's last byte. */
    public int to() {
        return to;
    }

    /** The current event's type, or null where it has none. */
    public @Nullable String event() {
        return event;
    }

    /**
     * True where {@link #next()} gave false and the body ended within an event, whose data is then the current one.
     *
     * <p>By the rules it is to be dropped, as it may be half. But some servers leave the last blank line out, so whoever
     * can tell whole data from half decides.
     */
    public boolean pending() {
        return ended && hasData;
    }

    /** True where a part of an event has been read, but not its end; a comment is no part of one. */
    public boolean inEvent() {
        return !given && (hasData || (line < limit && buffer[line] != ':'));
    }

    /** How many bytes have been read from the stream. */
    public long bytes() {
        return bytes;
    }

    /** Where in the body the current event's first data line begins. */
    public long eventOffset() {
        return eventOffset;
    }

    /** Where in the body the current event's data begins; within data of several lines, bytes lie further on. */
    public long dataOffset() {
        return dataOffset;
    }

    /** How many comment lines there were so far. */
    public long comments() {
        return comments;
    }

    /** How many lines there were so far that are neither a comment nor a field of the rules: a sign of another format. */
    public int ignoredLines() {
        return ignoredLines;
    }

    /** The first 500 characters of the first such line, malformed UTF-8 replaced, or null where there was none. */
    public @Nullable String firstIgnoredLine() {
        return firstIgnoredLine;
    }

    /** Lines begin alike: what is the same as in a line before, which holds no line end, is not looked through again. */
    private int lineEnd() {
        if (scanned == line && line < limit && alike < alikeEnd && buffer[line] == buffer[alike]) {
            int same = Arrays.mismatch(buffer, alike, alikeEnd, buffer, line, limit);
            scanned += same < 0 ? alikeEnd - alike : same;
        }
        return LineEnd.of(buffer, scanned, limit);
    }

    private void beginEvent() {
        hasData = false;
        event = null;
        from = line;
        to = line;
    }

    private void take(int end) {
        checkSize(to - from + (long) end - line - LONGEST_PREFIX);
        if (offsetOfLine() == 0
                && end - line >= BOM.length
                && Arrays.equals(buffer, line, line + BOM.length, BOM, 0, 3)) {
            line += BOM.length;
            if (line == end) {
                return;
            }
        }
        int value = valueOf(DATA, end);
        if (value >= 0) {
            addData(value, end);
        } else if (buffer[line] == ':') {
            comments++;
        } else if ((value = valueOf(EVENT, end)) >= 0) {
            event = value == end ? null : new String(buffer, value, end - value, UTF_8);
        } else if (valueOf(ID, end) < 0 && valueOf(RETRY, end) < 0) {
            ignore(end);
        }
    }

    /** Where the value of this field begins, or -1 where the line is of another field. */
    private int valueOf(byte[] field, int end) {
        int at = line + field.length;
        if (at > end || !Arrays.equals(buffer, line, at, field, 0, field.length)) {
            return -1;
        }
        if (at == end) {
            return end;
        }
        if (buffer[at] != ':') {
            return -1;
        }
        at++;
        return at < end && buffer[at] == ' ' ? at + 1 : at;
    }

    private void addData(int value, int end) {
        int length = end - value;
        if (!hasData) {
            checkSize(length);
            hasData = true;
            eventOffset = offsetOfLine();
            dataOffset = eventOffset + value - line;
            from = value;
            to = end;
            alike = line;
            alikeEnd = end;
            return;
        }
        checkSize(to - from + 1L + length);
        alikeEnd = alike;
        // Both fit before the value: at least the field's name stands there.
        buffer[to] = '\n';
        System.arraycopy(buffer, value, buffer, to + 1, length);
        to += 1 + length;
    }

    /** True for a last line that is the beginning of a field's name, or of a BOM: a cut, not another format. */
    private boolean isCutName() {
        int at = line;
        if (offsetOfLine() == 0) {
            int length = Math.min(limit - line, BOM.length);
            if (Arrays.equals(buffer, line, line + length, BOM, 0, length)) {
                at += length;
            }
        }
        int length = limit - at;
        for (byte[] name : new byte[][] {DATA, EVENT, ID, RETRY}) {
            if (length < name.length && Arrays.equals(buffer, at, limit, name, 0, length)) {
                return true;
            }
        }
        return false;
    }

    private void ignore(int end) {
        if (ignoredLines++ == 0) {
            String text = new String(buffer, line, Math.min(end - line, 4 * EXCERPT), UTF_8);
            int length = Math.min(text.length(), EXCERPT);
            boolean halved = length < text.length() && Character.isHighSurrogate(text.charAt(length - 1));
            firstIgnoredLine = text.substring(0, halved ? length - 1 : length);
        }
    }

    private void passLineEnd(int end) {
        line = end + 1;
        if (buffer[end] == '\r') {
            lineFeedDue = true;
            passLineFeed();
        }
        scanned = line;
    }

    private void passLineFeed() {
        if (lineFeedDue && line < limit) {
            lineFeedDue = false;
            if (buffer[line] == '\n') {
                line++;
            }
        }
    }

    /** Reads once, or gives false where the body has ended. */
    private boolean fill() throws IOException {
        checkSize(to - from + (long) limit - line - LONGEST_PREFIX);
        if (line == limit || isShort()) {
            makeRoom();
        }
        scanned = limit;
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            return false;
        }
        limit += count;
        bytes += count;
        crowded = limit == buffer.length && limit < LARGER;
        passLineFeed();
        scanned = Math.max(scanned, line);
        return true;
    }

    /** Moves what is still needed to the buffer's front, and makes the buffer larger where that is not enough. */
    private void makeRoom() {
        int data = to - from;
        int rest = limit - line;
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, data);
        }
        if (line > data) {
            System.arraycopy(buffer, line, buffer, data, rest);
        }
        alikeEnd = alike;
        from = 0;
        to = data;
        line = data;
        limit = data + rest;
        long larger = Math.min(2L * buffer.length, (long) maxEventBytes + LONGEST_PREFIX + LARGER);
        if (crowded) {
            buffer = Arrays.copyOf(buffer, LARGER);
        } else if (isShort() && larger > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) larger);
        }
    }

    private boolean isShort() {
        return buffer.length - limit < buffer.length >> 2;
    }

    private long offsetOfLine() {
        return bytes - limit + line;
    }

    private void checkSize(long size) {
        if (size > maxEventBytes) {
            throw new SseException(maxEventBytes, hasData ? eventOffset : offsetOfLine());
        }
    }
}
