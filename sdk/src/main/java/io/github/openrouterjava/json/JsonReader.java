package io.github.openrouterjava.json;

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
    private final JsonTokens tokens;
    private final int maxDepth;

    private int depth;
    private boolean fresh; // just inside a container: no comma is due
    private String name = "";

    public JsonReader(byte[] utf8) {
        this(utf8, 0, utf8.length, JsonLimits.DEFAULT);
    }

    /** Reads the bytes from {@code from} up to, not including, {@code to}; they must not change meanwhile. */
    public JsonReader(byte[] utf8, int from, int to, JsonLimits limits) {
        this.tokens = new JsonTokens(utf8, from, to);
        this.maxDepth = limits.depth();
        if (to - from > limits.bytes()) {
            throw tokens.wrong("a document of " + (to - from) + " bytes, over the limit of " + limits.bytes(), from);
        }
    }

    /** The kind of the next value, told by its first byte; {@link Kind#NONE} where no value can begin. */
    public Kind peek() {
        tokens.skipSpace();
        if (tokens.at >= tokens.end) {
            return Kind.NONE;
        }
        return switch (tokens.bytes[tokens.at]) {
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
        name = tokens.name();
        tokens.skipSpace();
        tokens.skip(':', "a colon");
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
        tokens.skipSpace();
        return tokens.string("a string");
    }

    /** The number's literal as it stands. */
    public String number() {
        tokens.skipSpace();
        return tokens.number();
    }

    public boolean bool() {
        tokens.skipSpace();
        boolean value = tokens.isAt('t');
        tokens.skipWord(value ? "true" : "false");
        return value;
    }

    public void nullValue() {
        tokens.skipSpace();
        tokens.skipWord("null");
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
            case NONE -> throw tokens.error("a value");
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
            case STRING -> tokens.skipString("a string");
            case NUMBER -> tokens.skipNumber();
            case BOOLEAN -> bool();
            case NULL -> nullValue();
            case NONE -> throw tokens.error("a value");
        }
    }

    /** Checks that nothing but white space is left. */
    public void end() {
        tokens.skipSpace();
        if (tokens.at < tokens.end) {
            throw tokens.wrong("something follows the document's end", tokens.at);
        }
    }

    /** The place of the next byte to read, an index into the given bytes. */
    public int position() {
        return tokens.at;
    }

    /** A reader of the next value alone, set before it, while this one stays where it is: for looking ahead. */
    public JsonReader ahead() {
        var copy = new JsonReader(tokens.bytes, tokens.start, tokens.end, new JsonLimits(maxDepth, Integer.MAX_VALUE));
        copy.tokens.at = tokens.at;
        copy.depth = depth;
        return copy;
    }

    /** The path of the value that was read last, or that comes next: {@code $.choices[0].delta}. */
    public String path() {
        return tokens.path();
    }

    private void open(char bracket, String expected) {
        tokens.skipSpace();
        if (tokens.isAt(bracket) && depth == maxDepth) {
            throw tokens.wrong("nested deeper than the limit of " + maxDepth, tokens.at);
        }
        tokens.skip(bracket, expected);
        depth++;
        fresh = true;
    }

    /** Passes the comma that is due and gives false, or the closing bracket and gives true. */
    private boolean atEnd(char bracket, String expected) {
        tokens.skipSpace();
        if (tokens.isAt(bracket)) {
            tokens.at++;
            depth--;
            fresh = false;
            return true;
        }
        if (!fresh) {
            tokens.skip(',', expected);
            tokens.skipSpace();
        }
        fresh = false;
        return false;
    }
}
