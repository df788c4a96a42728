package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A number of one of Java's types. {@code 3.0} is a whole number too; nothing is rounded into a whole one. */
final class Numeric extends Form {
    private static final int MOST_DIGITS = 1000; // of a BigInteger, whose size grows with the exponent

    private final Class<?> type;

    /** @param type a box, BigInteger or BigDecimal */
    Numeric(Class<?> type) {
        this.type = type;
    }

    static boolean holds(Class<?> box) {
        return isWhole(box) || box == Double.class || box == Float.class || box == BigDecimal.class;
    }

    private static boolean isWhole(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == BigInteger.class
                || type == Short.class
                || type == Byte.class;
    }

    @Override
    String words() {
        return isWhole(type) ? "a whole number" : "a number";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        // Without a least and a greatest: Anthropic's strict form has neither.
        return JsonObject.of("type", Json.of(isWhole(type) ? "integer" : "number"));
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (!(json instanceof JsonNumber number)) {
            problems.mismatch(place, words(), json);
            return null;
        }
        if (!isWhole(type)) {
            return decimal(number, place, problems);
        }
        if (!number.isInteger() && isBroken(number)) {
            problems.mismatch(place, words(), json);
            return null;
        }
        return whole(number, place, problems);
    }

    private static boolean isBroken(JsonNumber number) {
        BigDecimal exact = number.toBigDecimal();
        return exact != null
                && exact.signum() != 0
                && exact.stripTrailingZeros().scale() > 0;
    }

    private @Nullable Object whole(JsonNumber number, Place place, Problems problems) {
        if (type == BigInteger.class) {
            BigDecimal exact = number.toBigDecimal();
            if (exact != null && exact.precision() - (long) exact.scale() <= MOST_DIGITS) {
                return exact.toBigInteger();
            }
            problems.mismatch(place, "a whole number of " + MOST_DIGITS + " digits at the most", number);
            return null;
        }
        Long value = number.toLong();
        long least = least();
        long greatest = -(least + 1);
        if (value == null || value < least || value > greatest) {
            problems.mismatch(place, "a whole number from " + least + " to " + greatest, number);
            return null;
        }
        return boxed(value);
    }

    private long least() {
        if (type == Integer.class) {
            return Integer.MIN_VALUE;
        }
        if (type == Short.class) {
            return Short.MIN_VALUE;
        }
        return type == Byte.class ? Byte.MIN_VALUE : Long.MIN_VALUE;
    }

    private Object boxed(long value) {
        if (type == Integer.class) {
            return (int) value;
        }
        if (type == Short.class) {
            return (short) value;
        }
        if (type == Byte.class) {
            return (byte) value;
        }
        return value;
    }

    private @Nullable Object decimal(JsonNumber number, Place place, Problems problems) {
        if (type == BigDecimal.class) {
            BigDecimal exact = number.toBigDecimal();
            if (exact == null) {
                problems.mismatch(place, "a number of fewer digits", number);
            }
            return exact;
        }
        double value = number.toDouble();
        boolean isFloat = type == Float.class;
        if (isFloat ? Float.isInfinite((float) value) : Double.isInfinite(value)) {
            String greatest = isFloat ? Float.toString(Float.MAX_VALUE) : Double.toString(Double.MAX_VALUE);
            problems.mismatch(place, "a number from -" + greatest + " to " + greatest, number);
            return null;
        }
        return isFloat ? (Object) Float.parseFloat(number.literal()) : (Object) value;
    }

    @Override
    Json write(Object value, Place place) {
        if (value instanceof Double number && !Double.isFinite(number)
                || value instanceof Float other && !Float.isFinite(other)) {
            throw Problems.one(place, "is " + value + ", for which JSON has no number");
        }
        return value instanceof Double number ? Json.of(number) : new JsonNumber(value.toString());
    }
}
