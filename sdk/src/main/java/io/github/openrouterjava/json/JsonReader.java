package io.github.openrouterjava.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    private static final Kind[] KINDS = new Kind[1 << 7];

    static {
        Arrays.fill(KINDS, Kind.NONE);
        KINDS['{'] = Kind.OBJECT;
        KINDS['['] = Kind.ARRAY;
        KINDS['"'] = Kind.STRING;
        KINDS['t'] = Kind.BOOLEAN;
        KINDS['f'] = Kind.BOOLEAN;
        KINDS['n'] = Kind.NULL;
        KINDS['-'] = Kind.NUMBER;
        Arrays.fill(KINDS, '0', '9' + 1, Kind.NUMBER);
    }

    /** So many documents are read as if they had nothing in common: what remembers them takes memory. */
    private static final int FEW = 8;

    private static final Known[] NOTHING = nothing();
    private static final byte[] NO_FOLLOWERS = new byte[Known.KINDS];

    private final JsonTokens tokens;
    private final JsonLimits limits;
    private int documents;
    private boolean remembers;

    // What is likely to come, each by its name's kind:
    private Known[] names = NOTHING;
    private byte[] followers = NO_FOLLOWERS;
    private Known[] values = NOTHING;

    private int depth;
    private boolean fresh; // just inside a container: no comma is due
    private Known name = Known.NONE;

    public JsonReader(byte[] utf8) {
        this(utf8, 0, utf8.length, JsonLimits.DEFAULT);
    }

    /** Reads the bytes from {@code from} up to, not including, {@code to}; they must not change meanwhile. */
    public JsonReader(byte[] utf8, int from, int to, JsonLimits limits) {
        this.tokens = new JsonTokens();
        this.limits = limits;
        reset(utf8, from, to);
    }

    /**
     * Begins another document, within the same limits, wherever the one before was left. A reader that has read some like
     * it is quicker than a new one.
     */
    public void reset(byte[] utf8, int from, int to) {
        tokens.reset(utf8, from, to);
        depth = 0;
        fresh = false;
        name = Known.NONE;
        documents++;
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
        byte first = tokens.bytes[tokens.at];
        return first < 0 ? Kind.NONE : KINDS[first];
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
        Known likely = names[followers[name.kind]];
        if (tokens.skipMember(fresh, likely)) {
            name = likely;
            fresh = false;
            return true;
        }
        return nextOtherMember();
    }

    private boolean nextOtherMember() {
        if (atEnd('}', "a comma or the object's end")) {
            return false;
        }
        Known next = tokens.name();
        if (documents > FEW) {
            remember(next);
        }
        name = next;
        tokens.skipSpace();
        tokens.skip(':', "a colon");
        return true;
    }

    private void remember(Known next) {
        if (!remembers) {
            remembers = true;
            names = nothing();
            values = nothing();
            followers = new byte[Known.KINDS];
        }
        followers[name.kind] = (byte) next.kind;
        names[next.kind] = next;
    }

    private static Known[] nothing() {
        var none = new Known[Known.KINDS];
        Arrays.fill(none, Known.NONE);
        return none;
    }

    /** The name of the member that {@link #nextMember()} moved to. */
    public String name() {
        return name.text;
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

    /**
     * The text of a string that is likely to be the same as that of the last member with this name: then it mostly is the
     * same String.
     */
    public String recurring() {
        tokens.skipSpace();
        if (!remembers) {
            return tokens.string("a string");
        }
        Known likely = values[name.kind];
        if (tokens.skip(likely)) {
            return likely.text;
        }
        Known value = tokens.known("a string");
        values[name.kind] = value;
        return value.text;
    }

    /**
     * The next value where it is a number of no more than 18 digits and nothing else; -1 where it is any other, which then is
     * still to be read.
     */
    public long natural() {
        tokens.skipSpace();
        return tokens.natural();
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

    /** Passes a null, where one comes; gives false, and reads nothing, where any other value does. */
    public boolean skipNull() {
        tokens.skipSpace();
        if (!tokens.isAt('n')) {
            return false;
        }
        tokens.skipWord("null");
        return true;
    }

    /** The next value as a tree. */
    public Json value() {
        return switch (peek()) {
            case OBJECT -> {
                Map<String, Json> members = new LinkedHashMap<>();
                beginObject();
                while (nextMember()) {
                    String member = name();
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

    /** The text of this member of the object that comes, which is still to be read; null where there is no such text. */
    public @Nullable String ahead(String member) {
        int place = tokens.at;
        if (peek() != Kind.OBJECT) {
            return null;
        }
        Known ownName = name;
        boolean ownFresh = fresh;
        String text = null;
        beginObject();
        while (nextMember()) {
            if (name().equals(member)) {
                text = peek() == Kind.STRING ? recurring() : skipped(); // the last one counts
            } else {
                skip();
            }
        }
        tokens.at = place;
        name = ownName;
        fresh = ownFresh;
        return text;
    }

    private @Nullable String skipped() {
        skip();
        return null;
    }

    /** The path of the value that was read last, or that comes next: {@code $.choices[0].delta}. */
    public String path() {
        return tokens.path();
    }

    private void open(char bracket, String expected) {
        tokens.skipSpace();
        if (tokens.isAt(bracket) && depth == limits.depth()) {
            throw tokens.wrong("nested deeper than the limit of " + limits.depth(), tokens.at);
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
