package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a JSON document from bytes, value by value, on demand and strictly by RFC 8259.
 *
 * <p>The caller drives it by the document's shape:
 *
 * <pre>{@code
 * reader.beginObject();
 * while (reader.nextMember()) {
 *     switch (reader.name()) {
 *         case "id" -> id = reader.string();
 *         default -> reader.skip();
 *     }
 * }
 * }</pre>
 *
 * Each member and each element must be consumed by exactly one of the reading methods. What is skipped is checked all
 * the same. Any deviation is a {@link JsonException} with its byte offset and path. Not for use by several threads.
 */
public final class JsonReader {
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int maxDepth;

    private int at;
    private int depth;
    private boolean fresh; // just inside a container: no comma is due
    private String name = "";

    public JsonReader(byte[] utf8) {
        this(utf8, 0, utf8.length, JsonLimits.DEFAULT);
    }

    /** Reads the bytes from {@code from} up to, not including, {@code to}; they must not change meanwhile. */
    public JsonReader(byte[] utf8, int from, int to, JsonLimits limits) {
        this.bytes = utf8;
        this.start = from;
        this.end = to;
        this.at = from;
        this.maxDepth = limits.depth();
        if (to - from > limits.bytes()) {
            throw error("a document of " + (to - from) + " bytes, over the limit of " + limits.bytes(), from);
        }
    }

    /** The kind of the next value, told by its first byte; {@link Kind#NONE} where no value can begin. */
    public Kind peek() {
        space();
        if (at >= end) {
            return Kind.NONE;
        }
        return switch (bytes[at]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.STRING;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> Kind.NONE;
        };
    }

    /** What a value can be. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL,
        NONE
    }

    public void beginObject() {
        open('{', "an object");
    }

    /** Moves to the next member and reads its name, or past the object's end and gives false. */
    public boolean nextMember() {
        if (atEnd('}', "a comma or the object's end")) {
            return false;
        }
        if (at >= end || bytes[at] != '"') {
            throw error("a member's name was expected");
        }
        name = readName();
        space();
        if (at >= end || bytes[at] != ':') {
            throw error("a colon was expected");
        }
        at++;
        return true;
    }

    /** The name of the member that {@link #nextMember()} moved to. */
    public String name() {
        return name;
    }

    public void beginArray() {
        open('[', "an array");
    }

    /** Moves to the next element, or past the array's end and gives false. */
    public boolean nextElement() {
        return !atEnd(']', "a comma or the array's end");
    }

    /** The text of a string, escapes resolved; half a surrogate pair is kept as it is. */
    public String string() {
        space();
        if (at >= end || bytes[at] != '"') {
            throw error("a string was expected");
        }
        int from = ++at;
        boolean ascii = true;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                String text = ascii ? new String(bytes, from, at - from, ISO_8859_1) : utf8(from, at);
                at++;
                return text;
            }
            if (b == '\\') {
                return stringWithEscapes(from);
            }
            if (b < 0) {
                ascii = false;
            } else if (b < 0x20) {
                throw error("a control character in a string");
            }
            at++;
        }
        throw error("the string does not end");
    }

    /** The number's literal as it stands. */
    public String number() {
        space();
        int from = at;
        skipNumber();
        return new String(bytes, from, at - from, ISO_8859_1);
    }

    public boolean bool() {
        space();
        if (at < end && bytes[at] == 't') {
            literal("true");
            return true;
        }
        literal("false");
        return false;
    }

    public void nullValue() {
        space();
        literal("null");
    }

    /** The next value as a tree. */
    public Json value() {
        return switch (peek()) {
            case OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                beginObject();
                while (nextMember()) {
                    String member = name;
                    members.put(member, value());
                }
                yield members.isEmpty() ? JsonObject.EMPTY : new JsonObject(members);
            }
            case ARRAY -> {
                List<Json> elements = new ArrayList<>();
                beginArray();
                while (nextElement()) {
                    elements.add(value());
                }
                yield new JsonArray(elements);
            }
            case STRING -> new JsonString(string());
            case NUMBER -> new JsonNumber(number());
            case BOOLEAN -> Json.of(bool());
            case NULL -> {
                nullValue();
                yield JsonNull.NULL;
            }
            case NONE -> throw error("a value was expected");
        };
    }

    /** Passes over the next value, checking it. */
    public void skip() {
        switch (peek()) {
            case OBJECT -> {
                beginObject();
                while (nextMember()) {
                    skip();
                }
            }
            case ARRAY -> {
                beginArray();
                while (nextElement()) {
                    skip();
                }
            }
            case STRING -> string();
            case NUMBER -> skipNumber();
            case BOOLEAN -> bool();
            case NULL -> nullValue();
            case NONE -> throw error("a value was expected");
        }
    }

    /** Checks that nothing but white space is left. */
    public void end() {
        space();
        if (at < end) {
            throw error("something follows the document's end");
        }
    }

    /** The place of the next byte to read, an index into the given bytes. */
    public int position() {
        return at;
    }

    /**
     * A reader of the next value alone, set before it, while this one stays where it is: for looking ahead.
     */
    public JsonReader ahead() {
        var copy = new JsonReader(bytes, start, end, new JsonLimits(maxDepth, Integer.MAX_VALUE));
        copy.at = at;
        copy.depth = depth;
        return copy;
    }

    /** The path of the value that was read last, or that comes next: {@code $.choices[0].delta}. */
    public String path() {
        return JsonPath.of(bytes, start, at);
    }

    boolean isWholeNumberLiteral() {
        try {
            skipNumber();
            return at == end;
        } catch (JsonException notANumber) {
            return false;
        }
    }

    private void open(char bracket, String what) {
        space();
        if (at >= end || bytes[at] != bracket) {
            throw error(what + " was expected");
        }
        if (++depth > maxDepth) {
            throw error("nested deeper than the limit of " + maxDepth);
        }
        at++;
        fresh = true;
    }

    /** Passes the comma that is due and gives false, or the closing bracket and gives true. */
    private boolean atEnd(char bracket, String expected) {
        space();
        if (at < end && bytes[at] == bracket) {
            at++;
            depth--;
            fresh = false;
            return true;
        }
        if (fresh) {
            fresh = false;
            return false;
        }
        if (at >= end || bytes[at] != ',') {
            throw error(expected + " was expected");
        }
        at++;
        space();
        return false;
    }

    private void space() {
        while (at < end) {
            byte b = bytes[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return;
            }
            at++;
        }
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || bytes[at] != word.charAt(i)) {
                throw error("'" + word + "' was expected");
            }
            at++;
        }
    }

    private void skipNumber() {
        if (at < end && bytes[at] == '-') {
            at++;
        }
        if (at < end && bytes[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && bytes[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
            at++;
            if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
                at++;
            }
            digits();
        }
    }

    private void digits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw error("a digit was expected");
        }
    }

    /** Short plain names come out of a table, so that the same name is the same String in every document. */
    private String readName() {
        int from = at + 1;
        int hash = 0;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '"') {
                String known = Names.of(bytes, from, i - from, hash);
                at = i + 1;
                return known;
            }
            if (b < 0x20 || b == '\\') {
                break;
            }
            hash = 31 * hash + b;
        }
        return string();
    }

    private String stringWithEscapes(int from) {
        var text = new StringBuilder(2 * (at - from) + 16);
        int plain = from;
        while (at < end) {
            byte b = bytes[at];
            if (b == '"') {
                text.append(utf8(plain, at));
                at++;
                return text.toString();
            }
            if (b >= 0 && b < 0x20) {
                throw error("a control character in a string");
            }
            if (b != '\\') {
                at++;
                continue;
            }
            text.append(utf8(plain, at));
            at++;
            if (at >= end) {
                break;
            }
            switch (bytes[at++]) {
                case '"' -> text.append('"');
                case '\\' -> text.append('\\');
                case '/' -> text.append('/');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> text.append(hex4());
                default -> throw error("an unknown escape", at - 1);
            }
            plain = at;
        }
        throw error("the string does not end");
    }

    private char hex4() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(bytes[at], 16) : -1;
            if (digit < 0) {
                throw error("a hexadecimal digit was expected");
            }
            code = code << 4 | digit;
            at++;
        }
        return (char) code;
    }

    private String utf8(int from, int to) {
        int wrong = Utf8.firstWrongByte(bytes, from, to);
        if (wrong >= 0) {
            throw error("a byte that is not UTF-8", wrong);
        }
        return new String(bytes, from, to - from, UTF_8);
    }

    private JsonException error(String problem) {
        return error(problem, at);
    }

    private JsonException error(String problem, int place) {
        boolean truncated = place >= end;
        return new JsonException(
                truncated ? "the document ends where " + problem : problem,
                place - start,
                JsonPath.of(bytes, start, Math.min(place, end)),
                truncated);
    }
}
