package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.error.OpenRouterException;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The reader of one paced answer. While it comes, events are only found, and how late each is that says when it was sent;
 * whether it is the answer that was sent is looked at behind it, when time does not count.
 */
final class PacedReader {
    private enum Part {
        HEAD,
        SIZE,
        DATA,
        BEHIND_DATA,
        TRAILERS,
        UNTIL_CLOSE,
        END
    }

    private final long[] late;
    private final StringBuilder line = new StringBuilder();
    private byte[] body = new byte[16 * 1024];
    private Part part = Part.HEAD;
    private String status = "";
    private boolean chunked;
    private int left = -1;
    private int size;
    private int event;
    private boolean lineHasBytes;
    private int stamps;
    private long begun;
    private @Nullable String fault;

    PacedReader(int pieces) {
        late = new long[pieces];
    }

    /** Takes bytes of the connection, in which they were at this time. */
    void take(byte[] from, int count, long now) {
        for (int i = 0; i < count && part != Part.END; ) {
            if (part == Part.DATA || part == Part.UNTIL_CLOSE) {
                int some = part == Part.DATA ? Math.min(left, count - i) : count - i;
                takeBody(from, i, some, now);
                i += some;
                if (part == Part.DATA) {
                    left -= some;
                    if (left == 0) part = chunked ? Part.BEHIND_DATA : Part.END;
                }
            } else {
                byte b = from[i++];
                if (b != '\n') {
                    line.append((char) b);
                } else {
                    takeLine(line.toString().stripTrailing());
                    line.setLength(0);
                }
            }
        }
    }

    /** Takes note that no more bytes come. */
    void closed() {
        if (part == Part.UNTIL_CLOSE) part = Part.END;
        else if (part != Part.END) failed("the connection was closed in the middle");
    }

    void failed(String why) {
        if (fault == null) fault = why;
        part = Part.END;
    }

    boolean ended() {
        return part == Part.END;
    }

    private void takeLine(String text) {
        switch (part) {
            case HEAD -> takeHead(text);
            case SIZE -> {
                left = Integer.parseInt(text.split(";")[0].strip(), 16);
                part = left == 0 ? Part.TRAILERS : Part.DATA;
            }
            case BEHIND_DATA -> part = Part.SIZE;
            default -> {
                if (text.isEmpty()) part = Part.END;
            }
        }
    }

    private void takeHead(String text) {
        String header = text.toLowerCase(Locale.ROOT);
        if (status.isEmpty()) {
            status = text;
        } else if (header.startsWith("transfer-encoding:")) {
            chunked = header.contains("chunked");
        } else if (header.startsWith("content-length:")) {
            left = Integer.parseInt(header.substring("content-length:".length()).strip());
        } else if (text.isEmpty()) {
            if (!status.contains(" 200")) failed(status);
            else if (chunked) part = Part.SIZE;
            else part = left >= 0 ? Part.DATA : Part.UNTIL_CLOSE;
        }
    }

    private void takeBody(byte[] from, int at, int count, long now) {
        if (begun == 0) begun = now;
        if (size + count > body.length) body = Arrays.copyOf(body, Math.max(size + count, 2 * body.length));
        System.arraycopy(from, at, body, size, count);
        int end = size + count;
        for (int i = size; i < end; i++) {
            if (body[i] == '\n') {
                if (!lineHasBytes) {
                    takeEvent(i, now);
                    event = i + 1;
                }
                lineHasBytes = false;
            } else if (body[i] != '\r') {
                lineHasBytes = true;
            }
        }
        size = end;
    }

    private void takeEvent(int end, long now) {
        long sent = Stamp.of(body, event, end);
        if (sent != Stamp.NONE && stamps < late.length) late[stamps++] = now - sent;
    }

    /** When the first byte of the body was there; 0 where none came. */
    long begun() {
        return begun;
    }

    /** How late each event was, in nanoseconds. */
    long[] late() {
        return Arrays.copyOf(late, stamps);
    }

    /** What was wrong with the answer, null where nothing was. */
    @Nullable
    String fault(Expected expected) {
        if (fault != null) return fault;
        if (part != Part.END) return "it had not ended";
        if (stamps < late.length) return "%d of %d events came".formatted(stamps, late.length);
        try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body, 0, size))) {
            stream.forEach(chunk -> {});
            String text = stream.completion().text();
            return expected.isText(text.length(), Stamp.hash(text, 0)) ? null : "another text than was sent";
        } catch (OpenRouterException broken) {
            return broken.getMessage();
        }
    }
}
