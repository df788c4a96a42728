package io.github.openrouterjava.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number, kept as the literal it was written as: {@code 1}, {@code 1.0} and {@code 1e0} stay what they are.
 *
 * @param literal by the grammar of RFC 8259, section 6
 */
public record JsonNumber(String literal) implements Json {

    /** @throws IllegalArgumentException where the literal is not a JSON number */
    public JsonNumber {
        var reader = new JsonReader(literal.getBytes(StandardCharsets.UTF_8));
        if (!reader.isWholeNumberLiteral()) {
            throw new IllegalArgumentException("not a JSON number: " + literal);
        }
    }

    /** The number as a long, its fraction cut off, or null where it is out of a long's range. */
    public @Nullable Long toLong() {
        if (isInteger() && literal.length() < 19) {
            return Long.valueOf(literal);
        }
        double value = toDouble();
        if (Math.abs(value) >= 0x1p63) {
            return null;
        }
        BigDecimal exact = toBigDecimal();
        if (exact == null || exact.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            return null;
        }
        return exact.longValue();
    }

    /** The nearest double; infinite where the number is too large for one. */
    public double toDouble() {
        return Double.parseDouble(literal);
    }

    /** The exact value, or null where its exponent is beyond what {@link BigDecimal} can hold. */
    public @Nullable BigDecimal toBigDecimal() {
        try {
            return new BigDecimal(literal);
        } catch (NumberFormatException exponentOutOfRange) {
            return null;
        }
    }

    /** True for a literal without fraction and exponent. */
    public boolean isInteger() {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return literal;
    }
}
