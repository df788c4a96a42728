package io.github.openrouterjava.json;

import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Any JSON value (RFC 8259, section 3), immutable; {@link Object#toString()} is its JSON text.
 *
 * <p>Numbers keep their literal and objects the order of their members, so a value that was parsed is written back as
 * it stood, white space apart.
 */
public sealed interface Json extends Serializable
        permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /**
     * The value that the text holds.
     *
     * @throws JsonException where the text is not exactly one JSON value
     */
    static Json parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The value that the UTF-8 bytes hold; white space around it is allowed.
     *
     * @throws JsonException where the bytes are not exactly one JSON value
     */
    static Json parse(byte[] utf8) {
        var reader = new JsonReader(utf8);
        Json value = reader.value();
        reader.end();
        return value;
    }

    static JsonString of(String value) {
        return new JsonString(value);
    }

    static JsonNumber of(long value) {
        return new JsonNumber(Long.toString(value));
    }

    /** The number; one without a fraction is written without a point.
     *
     * @throws IllegalArgumentException for NaN and the infinities, which JSON does not have
     */
    static JsonNumber of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return new JsonNumber(whole ? Long.toString((long) value) : Double.toString(value));
    }

    static JsonNumber of(BigDecimal value) {
        return new JsonNumber(value.toString());
    }

    static JsonBoolean of(boolean value) {
        return value ? JsonBoolean.TRUE : JsonBoolean.FALSE;
    }

    /** An array of strings. */
    static JsonArray of(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }

    /** This value's JSON text in UTF-8, without white space. */
    default byte[] toBytes() {
        var writer = new JsonWriter();
        writer.value(this);
        return writer.toBytes();
    }

    /** This value's JSON text, without white space. */
    default String toText() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }
}
