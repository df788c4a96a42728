package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonLimits;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads wire records from JSON bytes in one pass and keeps, verbatim, what their types can't hold.
 *
 * <p>A record reads itself so:
 *
 * <pre>{@code
 * in.begin();
 * while (in.next()) {
 *     switch (in.name()) {
 *         case "index" -> index = in.integer();
 *         default -> in.keep();
 *     }
 * }
 * return new Choice(index, in.end());
 * }</pre>
 *
 * Every value method consumes one value. Where the value is of another type it gives the best reading or null, and the
 * original goes into the object's extra.
 */
final class WireReader {
    static final JsonLimits UNBOUNDED = new JsonLimits(JsonLimits.DEFAULT.depth(), Integer.MAX_VALUE);
    private static final int LONGEST_AMOUNT = 1000;
    private static final int LONGEST_EXPONENT =
            4; // with its e; an amount like 1e999999999 would take a gigabyte to print

    private final JsonReader json;
    private byte[] bytes;

    private int depth; // of open containers
    private @Nullable Kept kept;

    // Of the innermost open list:
    private int list;
    private boolean lossy; // the typed list does not tell all of it

    private WireReader(byte[] utf8, JsonLimits limits) {
        this.bytes = utf8;
        this.json = new JsonReader(utf8, 0, utf8.length, limits);
    }

    /** A reader for the chunks of one stream. */
    WireReader() {
        this(new byte[0], UNBOUNDED); // the events' size has been checked
    }

    /** Reads the one document with this reader function and checks that nothing follows. */
    static <T> T document(byte[] utf8, Read<T> read) {
        var in = new WireReader(utf8, JsonLimits.DEFAULT);
        T value = read.read(in);
        in.json.end();
        return value;
    }

    /** Reads the chunk that this slice holds, and nothing else. */
    ChatCompletionChunk chunk(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        depth = 0;
        list = 0;
        kept = null;
        json.reset(bytes, from, to);
        ChatCompletionChunk chunk = ChatCompletionChunk.read(this);
        json.end();
        return chunk;
    }

    /** How a type is read, set before its value. */
    interface Read<T> extends Element<T> {
        @Override
        T read(WireReader in);
    }

    /** How an element of a list is read; null for one that is not of its type. */
    interface Element<T> {
        @Nullable
        T read(WireReader in);
    }

    void begin() {
        json.beginObject();
        depth++;
    }

    boolean next() {
        if (!json.nextMember()) {
            return false;
        }
        if (kept != null && kept.depth() == depth) {
            kept.members().remove(json.name()); // of members with the same name the last one counts
        }
        return true;
    }

    String name() {
        return json.name();
    }

    /** Ends the object that {@link #next()} has come to the end of, and gives what it kept. */
    JsonObject end() {
        Kept own = kept != null && kept.depth() == depth ? kept : null;
        depth--;
        if (own == null) {
            return JsonObject.EMPTY;
        }
        kept = own.outer();
        return own.members().isEmpty() ? JsonObject.EMPTY : new JsonObject(own.members());
    }

    /** Keeps the value as it is. */
    void keep() {
        String name = json.name();
        keep(name, json.value());
    }

    /** True where an object comes, for its type to read. */
    boolean object() {
        return comes(JsonReader.Kind.OBJECT);
    }

    /** A list of objects; an empty one where the value is absent or no array. */
    <T> List<T> list(Read<T> read) {
        return list(read, true);
    }

    /** A list of the arms of a union, which can hold any value. */
    <T> List<T> listOfAny(Read<T> read) {
        return list(read, false);
    }

    List<Integer> integers() {
        return list(WireReader::integer, false);
    }

    List<String> strings() {
        return list(WireReader::string, false);
    }

    private <T> List<T> list(Element<T> read, boolean objects) {
        if (!comes(JsonReader.Kind.ARRAY)) {
            return List.of();
        }
        String name = json.name();
        int start = json.position();
        int outerList = list;
        boolean outerLossy = lossy;
        json.beginArray();
        list = ++depth;
        lossy = false;
        List<T> elements = List.of();
        while (json.nextElement()) {
            T element = !objects || object() ? read.read(this) : null;
            if (element != null) {
                elements = with(elements, element);
            }
        }
        boolean whole = !lossy && !elements.isEmpty();
        list = outerList;
        lossy = outerLossy;
        depth--;
        if (!whole) {
            keep(name, new JsonReader(bytes, start, json.position(), UNBOUNDED).value());
        }
        return elements.size() < 2 ? elements : Collections.unmodifiableList(elements);
    }

    /** The list and this element; most lists here have one. */
    private static <T> List<T> with(List<T> list, T element) {
        if (list.isEmpty()) {
            return List.of(element);
        }
        List<T> longer = list.size() == 1 ? new ArrayList<>(list) : list;
        longer.add(element);
        return longer;
    }

    @Nullable
    String string() {
        return json.peek() == JsonReader.Kind.STRING ? json.string() : otherThanString();
    }

    private @Nullable String otherThanString() {
        return skipNull() ? null : keepAny() instanceof JsonNumber number ? number.literal() : null;
    }

    /** A string that tends to be the same in each chunk of a stream. */
    @Nullable
    String steady() {
        return json.peek() == JsonReader.Kind.STRING ? json.recurring() : otherThanString();
    }

    /** A string that holds JSON; where the server sent an object or a list instead, its JSON text, besides keeping it. */
    @Nullable
    String stringOrJson() {
        if (json.peek() == JsonReader.Kind.STRING) {
            return json.string();
        }
        Json kept = keepAny();
        return kept == null ? null : kept.toText();
    }

    /** A word that is never blank: some servers send {@code ""}, or the word null, where they mean nothing. */
    @Nullable
    String word() {
        String name = json.name();
        String word = steady();
        if (word != null && (word.isBlank() || word.equals("null"))) {
            keep(name, Json.of(word));
            return null;
        }
        return word;
    }

    @Nullable
    Long integerLong() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    @Nullable
    Integer integer() {
        Long value = integer(Integer.MIN_VALUE, Integer.MAX_VALUE);
        return value == null ? null : value.intValue();
    }

    private @Nullable Long integer(long least, long most) {
        String name = json.name();
        long natural = json.natural(); // as nearly all are
        if (natural >= 0 && natural <= most) {
            return natural;
        }
        if (natural < 0 && json.peek() != JsonReader.Kind.NUMBER) {
            keepAny();
            return null;
        }
        var number = natural < 0 ? new JsonNumber(json.number()) : Json.of(natural);
        Long value = number.toLong();
        boolean fits = value != null && value >= least && value <= most;
        if (!fits || !number.isInteger()) {
            keep(name, number);
        }
        return fits ? value : null;
    }

    /** A number with a fraction, kept besides where a double does not say exactly what was written. */
    @Nullable
    Double number() {
        if (json.peek() != JsonReader.Kind.NUMBER) {
            keepAny();
            return null;
        }
        String name = json.name();
        var number = new JsonNumber(json.number());
        double value = number.toDouble();
        if (number.isInteger() || Double.isInfinite(value) || !same(number, value)) {
            keep(name, number);
        }
        return Double.isInfinite(value) ? null : Double.valueOf(value);
    }

    /** An amount of money. Making a decimal of it is left to the user: in JDK 25 a program's first one takes long. */
    @Nullable
    JsonNumber amount() {
        if (json.peek() != JsonReader.Kind.NUMBER) {
            keepAny();
            return null;
        }
        String name = json.name();
        var number = new JsonNumber(json.number());
        String literal = number.literal();
        int exponent = Math.max(literal.indexOf('e'), literal.indexOf('E'));
        if (literal.length() > LONGEST_AMOUNT || (exponent >= 0 && literal.length() - exponent > LONGEST_EXPONENT)) {
            keep(name, number);
            return null;
        }
        return number;
    }

    @Nullable
    Boolean bool() {
        if (json.peek() == JsonReader.Kind.BOOLEAN) {
            return json.bool();
        }
        keepAny();
        return null;
    }

    /** Any value; null where it is JSON's null. */
    @Nullable
    Json any() {
        if (json.peek() == JsonReader.Kind.NULL) {
            keepAny();
            return null;
        }
        return json.value();
    }

    @Nullable
    JsonObject anyObject() {
        return object() ? (JsonObject) json.value() : null;
    }

    /** The text of this member of the object that comes next, without consuming anything; null where there is none. */
    @Nullable
    String tag(String member) {
        return json.ahead(member);
    }

    JsonReader.Kind peek() {
        return json.peek();
    }

    private boolean comes(JsonReader.Kind kind) {
        if (json.peek() == kind) {
            return true;
        }
        if (!skipNull()) {
            keepAny();
        }
        return false;
    }

    /** Keeps the value and gives it; null stands for JSON's null, which counts as absent. */
    @Nullable
    Json keepAny() {
        if (skipNull()) {
            return null;
        }
        String name = json.name();
        Json value = json.value();
        keep(name, value);
        return value;
    }

    private boolean skipNull() {
        if (!json.skipNull()) {
            return false;
        }
        lossy |= depth == list;
        return true;
    }

    private void keep(String name, Json value) {
        if (depth == 0) {
            return; // the document itself is this value: whoever reads it has it
        }
        if (depth == list) {
            lossy = true;
            return;
        }
        if (kept == null || kept.depth() != depth) {
            kept = new Kept(depth, kept);
        }
        kept.members().put(name, value);
    }

    private static boolean same(JsonNumber number, double value) {
        if (number.literal().length() <= 16 && Math.abs(value) >= Double.MIN_NORMAL) {
            return true; // at most 15 digits: a double tells all such numbers apart
        }
        BigDecimal exact = number.toBigDecimal();
        return exact != null && exact.compareTo(new BigDecimal(Double.toString(value))) == 0;
    }
}
