package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/** The tokens of a document, one after the other; which may follow which is the {@link JsonReader}'s matter. */
final class JsonTokens {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOP_BITS = 0x8080808080808080L;

    final byte[] bytes;
    final int start;
    final int end;
    int at;

    // Of the string passed last:
    private boolean ascii;
    private boolean escaped;

    JsonTokens(byte[] bytes, int start, int end) {
        Objects.checkFromToIndex(start, end, bytes.length);
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    void skipSpace() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return;
            }
            at++;
        }
    }

    /** Whether the next byte is this one. */
    boolean isAt(char token) {
        return at < end && bytes[at] == token;
    }

    void skip(char token, String expected) {
        if (!isAt(token)) {
            throw error(expected);
        }
        at++;
    }

    void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            skip(word.charAt(i), word);
        }
    }

    String number() {
        int from = at;
        skipNumber();
        return new String(bytes, from, at - from, ISO_8859_1);
    }

    void skipNumber() {
        if (isAt('-')) {
            at++;
        }
        if (isAt('0')) {
            at++;
        } else {
            skipDigits();
        }
        if (isAt('.')) {
            at++;
            skipDigits();
        }
        if (isAt('e') || isAt('E')) {
            at++;
            if (isAt('+') || isAt('-')) {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw error("a digit");
        }
    }

    String string(String expected) {
        int from = at + 1;
        skipString(expected);
        int to = at - 1;
        return escaped ? unescaped(from, to) : new String(bytes, from, to - from, ascii ? ISO_8859_1 : UTF_8);
    }

    /** A string that is likely to have been read before: short plain ones are made a String once and for all. */
    String name() {
        int from = at + 1;
        int hash = 0;
        if (isAt('"')) {
            for (int i = from; i < end; i++) {
                byte b = bytes[i];
                if (b == '"') {
                    at = i + 1;
                    return Names.of(bytes, from, i - from, hash);
                }
                if (b < 0x20 || b == '\\') {
                    break;
                }
                hash = 31 * hash + b;
            }
        }
        return string("a member's name");
    }

    void skipString(String expected) {
        skip('"', expected);
        ascii = true;
        escaped = false;
        while (true) {
            skipPlain();
            if (at >= end) {
                throw error("the string's end");
            }
            byte b = bytes[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                escaped = true;
                at++;
                skipEscape();
            } else if (b < 0) {
                ascii = false;
                skipUtf8();
            } else if (b < 0x20) {
                throw wrong("a control character in a string", at);
            } else {
                at++;
            }
        }
    }

    /** Passes what stands for itself in a string and is ASCII, eight bytes at a time. */
    private void skipPlain() {
        int i = at;
        while (i + Long.BYTES <= end) {
            long word = (long) EIGHT.get(bytes, i);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            // The top bit of each byte that is a quote, a backslash, below 0x20 or over 0x7f. A borrow can only mark
            // bytes after a right one, so the first mark is right.
            long marks = (word | word - ' ' * ONES | quote - ONES | backslash - ONES) & TOP_BITS;
            if (marks != 0) {
                i += Long.numberOfTrailingZeros(marks) >>> 3;
                break;
            }
            i += Long.BYTES;
        }
        at = i;
    }

    private void skipUtf8() {
        while (at < end && bytes[at] < 0) {
            int length = Utf8.lengthAt(bytes, at, end);
            if (length == Utf8.WRONG) {
                throw wrong("a byte that is not UTF-8", at);
            }
            at = length == Utf8.CUT ? end : at + length;
        }
    }

    private void skipEscape() {
        if (at >= end) {
            throw error("the string's end");
        }
        switch (bytes[at++]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                for (int i = 0; i < 4; i++, at++) {
                    if (at >= end || Character.digit(bytes[at], 16) < 0) {
                        throw error("a hexadecimal digit");
                    }
                }
            }
            default -> throw wrong("an unknown escape", at - 1);
        }
    }

    /** The text of a string that has been checked. */
    private String unescaped(int from, int to) {
        char[] text = new char[to - from]; // no char takes less than a byte
        int length = 0;
        int i = from;
        while (i < to) {
            int b = bytes[i];
            if (b == '\\') {
                boolean unicode = bytes[i + 1] == 'u';
                text[length++] = unicode ? unicode(i + 2) : meaning(bytes[i + 1]);
                i += unicode ? 6 : 2;
            } else if (b >= 0) {
                text[length++] = (char) b;
                i++;
            } else {
                int point = Utf8.pointAt(bytes, i);
                length += Character.toChars(point, text, length);
                i += Utf8.length(point);
            }
        }
        return new String(text, 0, length);
    }

    private char unicode(int from) {
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            code = code << 4 | Character.digit(bytes[i], 16);
        }
        return (char) code;
    }

    private static char meaning(byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> (char) escape;
        };
    }

    /** What to throw where something else was expected at this place. */
    JsonException error(String expected) {
        boolean truncated = at >= end;
        String problem = (truncated ? "the document ends where " : "") + expected + " was expected";
        return new JsonException(problem, at - start, path(), truncated);
    }

    JsonException wrong(String problem, int place) {
        return new JsonException(problem, place - start, JsonPath.of(bytes, start, place), false);
    }

    String path() {
        return JsonPath.of(bytes, start, at);
    }
}
