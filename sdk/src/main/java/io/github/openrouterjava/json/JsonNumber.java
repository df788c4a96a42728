package io.github.openrouterjava.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A JSON number, kept as the literal it was written as: {@code 1}, {@code 1.0} and {@code 1e0} stay what they are.
 *
 * @param literal by the grammar of RFC 8259, section 6
 */
public record JsonNumber(String literal) implements Json {
    private static final int MAX_EXACT = 1000; // the time that decimals take grows with the square of their digits

    /** @throws IllegalArgumentException where the literal is not a JSON number */
    public JsonNumber {
        if (!isNumber(literal.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("not a JSON number: " + literal);
        }
    }

    /**
     * The number as a long, its fraction cut off, or null where it is out of a long's range, or is written in more
     * than 1000 characters and not obviously below one.
     */
    public @Nullable Long toLong() {
        if (isInteger() && literal.length() < 19) {
            return Long.valueOf(literal);
        }
        double nearest = Math.abs(toDouble());
        if (nearest < 1) {
            return 0L;
        }
        BigDecimal exact = nearest > 0x1p63 ? null : toBigDecimal(); // a huge exponent would make a huge integer
        if (exact == null) {
            return null;
        }
        BigInteger whole = exact.toBigInteger();
        return whole.bitLength() < Long.SIZE ? whole.longValue() : null;
    }

    /** The nearest double; infinite where the number is too large for one. */
    public double toDouble() {
        return Double.parseDouble(literal);
    }

    /**
     * The exact value, or null where its exponent is beyond what {@link BigDecimal} can hold, or it is written in more
     * than 1000 characters.
     */
    public @Nullable BigDecimal toBigDecimal() {
        if (literal.length() > MAX_EXACT) {
            return null;
        }
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

    private static boolean isNumber(byte[] literal) {
        var tokens = new JsonTokens();
        tokens.reset(literal, 0, literal.length);
        try {
            tokens.skipNumber();
            return tokens.at == tokens.end;
        } catch (JsonException notANumber) {
            return false;
        }
    }
}
