package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;

/** The tokens of a document, one after the other; which may follow which is the {@link JsonReader}'s matter. */
final class JsonTokens {
    private static final int LONGEST_NATURAL = 18;
    private static final long ONES = 0x0101010101010101L;
    private static final long TOP_BITS = 0x8080808080808080L;

    byte[] bytes = {};
    int start;
    int end;
    int at;

    // Of the string passed last:
    private boolean ascii;
    private boolean escaped;

    /** Goes to the start of another document. */
    void reset(byte[] bytes, int start, int end) {
        Objects.checkFromToIndex(start, end, bytes.length);
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.at = start;
    }

    void skipSpace() {
        if (at < end && bytes[at] <= ' ') {
            skipSpaces();
        }
    }

    private void skipSpaces() {
        while (at < end) {
            byte b = bytes[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
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
        int from = at;
        for (int i = 0; i < word.length(); i++) {
            if (from + i >= end || bytes[from + i] != word.charAt(i)) {
                at = from + i;
                throw error(word);
            }
        }
        at = from + word.length();
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

    private String unusualString(String expected) {
        int from = at + 1;
        skipString(expected);
        int to = at - 1;
        return escaped ? unescaped(from, to) : new String(bytes, from, to - from, ascii ? ISO_8859_1 : UTF_8);
    }

    /** Passes the comma that is due, this name and its colon, where they come and nothing between them. */
    boolean skipMember(boolean first, Known name) {
        int from = first ? at : at + 1;
        if (end - from <= name.length || (!first && bytes[at] != ',') || !name.isAt(bytes, from, end)) {
            return false;
        }
        int colon = from + name.length;
        if (bytes[colon] != ':') {
            return false;
        }
        at = colon + 1;
        return true;
    }

    /** Passes this string, where it comes. */
    boolean skip(Known string) {
        if (string.isAt(bytes, at, end)) {
            at += string.length;
            return true;
        }
        return false;
    }

    Known name() {
        int from = at;
        return skipPlainString() ? Names.of(bytes, from, at) : new Known(string("a member's name"));
    }

    /** The string that comes, to be found again where that is easy. */
    Known known(String expected) {
        int from = at;
        if (!skipPlainString()) {
            return new Known(string(expected));
        }
        var text = new String(bytes, from + 1, at - from - 2, ISO_8859_1);
        return Known.fits(bytes, from, at) ? new Known(text, 0, bytes, from, at) : new Known(text);
    }

    String string(String expected) {
        int from = at;
        return skipPlainString() ? new String(bytes, from + 1, at - from - 2, ISO_8859_1) : unusualString(expected);
    }

    /** Passes a string of plain ASCII, where one comes. */
    private boolean skipPlainString() {
        if (!isAt('"')) {
            return false;
        }
        int to = plainEnd(at + 1);
        if (to >= end || bytes[to] != '"') {
            return false;
        }
        at = to + 1;
        return true;
    }

    long natural() {
        byte[] bytes = this.bytes;
        int end = this.end;
        int i = at;
        long number = 0;
        int digit = 0;
        while (i < end && (digit = bytes[i] - '0') >= 0 && digit <= 9) {
            number = 10 * number + digit;
            i++;
        }
        if (i == at || i - at > LONGEST_NATURAL || !isWhole(i) || (bytes[at] == '0' && i > at + 1)) {
            return -1;
        }
        at = i;
        return number;
    }

    private boolean isWhole(int i) {
        return i == end || bytes[i] != '.' && bytes[i] != 'e' && bytes[i] != 'E';
    }

    void skipString(String expected) {
        skip('"', expected);
        ascii = true;
        escaped = false;
        while (true) {
            at = plainEnd(at);
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
            } else {
                throw wrong("a control character in a string", at);
            }
        }
    }

    /** The place of the first byte that does not stand for itself in a string or is not ASCII; looks at eight at a time. */
    private int plainEnd(int from) {
        int i = from;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            long word = Known.word(bytes, i);
            long quote = word ^ '"' * ONES;
            long backslash = word ^ '\\' * ONES;
            // The top bit of each byte that is a quote, a backslash, below 0x20 or over 0x7f. A borrow can only mark
            // bytes after a right one, so the first mark is right.
            long marks = (word | word - ' ' * ONES | quote - ONES | backslash - ONES) & TOP_BITS;
            if (marks != 0) {
                return i + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
            i++;
        }
        return i;
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
