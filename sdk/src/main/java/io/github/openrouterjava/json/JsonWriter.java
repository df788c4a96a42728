package io.github.openrouterjava.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document as UTF-8 bytes, without white space; commas and colons come by themselves.
 *
 * <p>The caller keeps the shape: a name before each member's value, an end for each begin. Not for use by several
 * threads.
 */
public final class JsonWriter {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
    private static final int LONGEST = Integer.MAX_VALUE - 8; // of arrays
    private static final int LONGEST_CHAR = 6; // an escape by its number

    private byte[] bytes = new byte[256];
    private int size;
    private boolean commaDue;
    private @Nullable List<LongText> longTexts; // most documents have none
    private @Nullable List<Integer> places;

    /** An empty document. */
    public JsonWriter() {}

    public void beginObject() {
        value('{');
    }

    public void endObject() {
        put('}');
        commaDue = true;
    }

    public void beginArray() {
        value('[');
    }

    public void endArray() {
        put(']');
        commaDue = true;
    }

    public void name(String name) {
        comma();
        text(name);
        put(':');
        commaDue = false;
    }

    /** A string; half a surrogate pair, which UTF-8 cannot hold, is written as an escape. */
    public void value(String value) {
        comma();
        text(value);
    }

    /**
     * A string that begins with this and goes on with a text that is not read before the document is: by {@link #open()},
     * or by {@link #toBytes()}, which has to hold all of it.
     */
    public void value(String beginning, LongText rest) {
        value(beginning);
        size--; // its quote
        if (longTexts == null || places == null) {
            longTexts = new ArrayList<>();
            places = new ArrayList<>();
        }
        longTexts.add(rest);
        places.add(size);
        put('"');
    }

    public void value(long value) {
        comma();
        ascii(Long.toString(value));
    }

    /** @throws IllegalArgumentException for NaN and the infinities, which JSON does not have */
    public void value(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        comma();
        ascii(Double.toString(value));
    }

    public void value(boolean value) {
        comma();
        ascii(value ? "true" : "false");
    }

    @SuppressWarnings("IfChainToSwitch") // a program's first switch over types takes longer than its first request
    public void value(Json value) {
        if (value instanceof JsonBoolean bool) {
            value(bool.value());
        } else if (value instanceof JsonString string) {
            value(string.value());
        } else if (value instanceof JsonObject object) {
            beginObject();
            for (var member : object.members().entrySet()) {
                name(member.getKey());
                value(member.getValue());
            }
            endObject();
        } else if (value instanceof JsonArray array) {
            beginArray();
            for (Json element : array.elements()) {
                value(element);
            }
            endArray();
        } else {
            comma();
            ascii(value instanceof JsonNumber number ? number.literal() : "null");
        }
    }

    /**
     * A copy of what has been written.
     *
     * @throws UncheckedIOException where a {@link LongText} can't be read
     */
    public byte[] toBytes() {
        if (longTexts == null) {
            return Arrays.copyOf(bytes, size);
        }
        long length = length();
        if (length > LONGEST) {
            throw new OutOfMemoryError("a JSON document over 2 GiB");
        }
        try (InputStream in = open()) {
            var all = new byte[(int) length];
            in.readNBytes(all, 0, all.length);
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True where a part of the document is a {@link LongText}. */
    public boolean hasLongText() {
        return longTexts != null;
    }

    /** How many bytes the document has. */
    public long length() {
        long length = size;
        if (longTexts != null) {
            for (LongText text : longTexts) {
                length += text.length();
            }
        }
        return length;
    }

    /** What has been written, with the long texts in their places; nothing may be written after that. */
    public InputStream open() {
        return longTexts == null || places == null
                ? new ByteArrayInputStream(bytes, 0, size)
                : new LongTexts(longTexts, places, bytes, size);
    }

    private void value(char bracket) {
        comma();
        put(bracket);
        commaDue = false;
    }

    private void comma() {
        if (commaDue) {
            put(',');
        }
        commaDue = true;
    }

    private void ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    private void text(String text) {
        int length = text.length();
        reserve(length + 2L);
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
                continue;
            }
            reserve(LONGEST_CHAR + (long) length - i); // there is room for one byte for each char that is left
            if (c < 0x80) {
                escape(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                bytes[size++] = (byte) (0xe0 | c >> 12);
                bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                bytes[size++] = (byte) (0xf0 | point >> 18);
                bytes[size++] = (byte) (0x80 | point >> 12 & 0x3f);
                bytes[size++] = (byte) (0x80 | point >> 6 & 0x3f);
                bytes[size++] = (byte) (0x80 | point & 0x3f);
            } else {
                escape(c);
            }
        }
        bytes[size++] = '"';
    }

    private void escape(char c) {
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\n' -> bytes[size++] = 'n';
            case '\r' -> bytes[size++] = 'r';
            case '\t' -> bytes[size++] = 't';
            case '\b' -> bytes[size++] = 'b';
            case '\f' -> bytes[size++] = 'f';
            default -> {
                bytes[size++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[size++] = HEX[c >> shift & 0xf];
                }
            }
        }
    }

    private void put(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    private void reserve(long more) {
        long needed = size + more;
        if (needed > bytes.length) {
            if (needed > LONGEST) {
                throw new OutOfMemoryError("a JSON document over 2 GiB");
            }
            long roomier = needed + (needed >> 1);
            bytes = Arrays.copyOf(bytes, (int) Math.min(roomier, LONGEST));
        }
    }
}
