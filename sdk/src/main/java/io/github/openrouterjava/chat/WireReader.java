package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonLimits;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonReader;
import io.github.openrouterjava.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    private static final int LONGEST_EXPONENT = 4; // with its e; an amount like 1e999999999 would take a gigabyte to print

    private final byte[] bytes;
    private final JsonReader json;

    /** What each open container, outermost first, keeps besides its typed values. */
    private Level[] levels = new Level[8];

    private int depth = -1;

    /** An open object, or an open array, whose original stands from {@code start} and is member {@code name}. */
    private static final class Level {
        @Nullable
        Map<String, Json> extra;

        boolean array;
        boolean lossy;
        String name = "";
        int start;
    }

    WireReader(byte[] utf8) {
        this(utf8, 0, utf8.length, JsonLimits.DEFAULT);
    }

    private WireReader(byte[] bytes, int from, int to, JsonLimits limits) {
        this.bytes = bytes;
        this.json = new JsonReader(bytes, from, to, limits);
    }

    /** Reads the one document with this reader function and checks that nothing follows. */
    static <T> T document(byte[] utf8, Read<T> read) {
        var in = new WireReader(utf8);
        T value = read.read(in);
        in.json.end();
        return value;
    }

    /** Reads the chunk that this slice holds, and nothing else. */
    static ChatCompletionChunk chunk(byte[] bytes, int from, int to) {
        var in = new WireReader(bytes, from, to, UNBOUNDED); // the event's size has been checked
        ChatCompletionChunk chunk = ChatCompletionChunk.read(in);
        in.json.end();
        return chunk;
    }

    /** How a type is read, set before its value. */
    interface Read<T> {
        T read(WireReader in);
    }

    void begin() {
        json.beginObject();
        push().array = false;
    }

    boolean next() {
        if (!json.nextMember()) {
            return false;
        }
        Map<String, Json> extra = levels[depth].extra;
        if (extra != null) {
            extra.remove(json.name()); // of members with the same name the last one counts
        }
        return true;
    }

    String name() {
        return json.name();
    }

    /** Ends the object that {@link #next()} has come to the end of, and gives what it kept. */
    JsonObject end() {
        Map<String, Json> extra = levels[depth--].extra;
        return extra == null || extra.isEmpty() ? JsonObject.EMPTY : new JsonObject(extra);
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

    /** True where an array comes: then {@link #element()} until it gives false. */
    boolean array() {
        if (!comes(JsonReader.Kind.ARRAY)) {
            return false;
        }
        String name = json.name();
        int start = json.position();
        json.beginArray();
        Level level = push();
        level.array = true;
        level.lossy = true; // until an element shows that the list is not empty
        level.name = name;
        level.start = start;
        return true;
    }

    boolean element() {
        Level level = levels[depth];
        boolean first = json.position() == level.start + 1;
        if (json.nextElement()) {
            level.lossy &= !first;
            return true;
        }
        depth--;
        if (level.lossy) {
            keep(level.name, new JsonReader(bytes, level.start, json.position(), UNBOUNDED).value());
        }
        return false;
    }

    /** A list of objects; an empty one where the value is absent or no array. */
    <T> List<T> list(Read<T> read) {
        return elements(() -> object() ? read.read(this) : null);
    }

    /** A list of the arms of a union, which can hold any value. */
    <T> List<T> listOfAny(Read<T> read) {
        return elements(() -> read.read(this));
    }

    List<Integer> integers() {
        return elements(this::integer);
    }

    List<String> strings() {
        return elements(this::string);
    }

    private <T> List<T> elements(Supplier<@Nullable T> read) {
        if (!array()) {
            return List.of();
        }
        List<T> list = new ArrayList<>(1);
        while (element()) {
            T element = read.get();
            if (element != null) {
                list.add(element);
            }
        }
        return Collections.unmodifiableList(list);
    }

    @Nullable
    String string() {
        if (json.peek() == JsonReader.Kind.STRING) {
            return json.string();
        }
        return keepAny() instanceof JsonNumber number ? number.literal() : null;
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
        String word = string();
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
        if (json.peek() != JsonReader.Kind.NUMBER) {
            keepAny();
            return null;
        }
        String name = json.name();
        String literal = json.number();
        boolean plain = literal.length() < 19 && isDigits(literal); // nearly always
        var number = plain ? null : new JsonNumber(literal);
        Long value = number == null ? Long.valueOf(literal) : number.toLong();
        boolean fits = value != null && value >= least && value <= most;
        if (!fits || (number != null && !number.isInteger())) {
            keep(name, new JsonNumber(literal));
        }
        return fits ? value : null;
    }

    private static boolean isDigits(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
                return false;
            }
        }
        return true;
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
        if (json.peek() != JsonReader.Kind.OBJECT) {
            return null;
        }
        String tag = null;
        JsonReader ahead = json.ahead();
        ahead.beginObject();
        while (ahead.nextMember()) {
            if (ahead.name().equals(member)) {
                tag = ahead.value() instanceof JsonString(String text) ? text : null; // the last one counts
            } else {
                ahead.skip();
            }
        }
        return tag;
    }

    JsonReader.Kind peek() {
        return json.peek();
    }

    private boolean comes(JsonReader.Kind kind) {
        if (json.peek() == kind) {
            return true;
        }
        keepAny();
        return false;
    }

    /** Keeps the value and gives it; null stands for JSON's null, which counts as absent. */
    @Nullable
    Json keepAny() {
        if (json.peek() == JsonReader.Kind.NULL) {
            json.nullValue();
            if (depth >= 0) {
                levels[depth].lossy = true;
            }
            return null;
        }
        String name = json.name();
        Json value = json.value();
        keep(name, value);
        return value;
    }

    private void keep(String name, Json value) {
        if (depth < 0) {
            return; // the document itself is this value: whoever reads it has it
        }
        Level level = levels[depth];
        if (level.array) {
            level.lossy = true;
            return;
        }
        if (level.extra == null) {
            level.extra = new LinkedHashMap<>();
        }
        level.extra.put(name, value);
    }

    private Level push() {
        if (++depth == levels.length) {
            levels = Arrays.copyOf(levels, 2 * depth);
        }
        Level level = levels[depth];
        if (level == null) {
            level = new Level();
            levels[depth] = level;
        }
        level.extra = null;
        return level;
    }

    private static boolean same(JsonNumber number, double value) {
        if (number.literal().length() <= 16 && Math.abs(value) >= Double.MIN_NORMAL) {
            return true; // at most 15 digits: a double tells all such numbers apart
        }
        BigDecimal exact = number.toBigDecimal();
        return exact != null && exact.compareTo(new BigDecimal(Double.toString(value))) == 0;
    }
}
