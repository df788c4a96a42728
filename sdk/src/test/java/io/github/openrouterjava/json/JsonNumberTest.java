package io.github.openrouterjava.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "7881.03, 7881",
        "-1.9, -1",
        "1e3, 1000",
        "12345e-2, 123",
        "1e-400, 0",
        "1e-99999999999, 0",
        "0e99999999999, 0",
        "0.99999999999999999999999, 0",
        "999999999999999999, 999999999999999999",
        "1753879075170, 1753879075170",
        "9223372036854775806, 9223372036854775806",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775807.9, 9223372036854775807",
        "922337203685477580.7e1, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "-9223372036854775808.9, -9223372036854775808",
    })
    void toLongCutsTheFractionOff(String literal, long value) {
        assertEquals(value, new JsonNumber(literal).toLong());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "1e19",
                "1e400",
                "-1e400",
                "1e999999999",
                "1e99999999999",
                "100000000000000000000000000000"
            })
    void toLongIsNullOutOfItsRange(String literal) {
        assertNull(new JsonNumber(literal).toLong());
    }

    @Test
    void toDoubleIsTheNearest() {
        assertEquals(0.1, new JsonNumber("0.1").toDouble());
        assertEquals(0, new JsonNumber("1e-400").toDouble());
        assertEquals(Double.POSITIVE_INFINITY, new JsonNumber("1e400").toDouble());
        assertEquals(Double.NEGATIVE_INFINITY, new JsonNumber("-1e99999999999").toDouble());
    }

    @Test
    void toBigDecimalIsExactOrNull() {
        assertEquals(new BigDecimal("4.80e-6"), new JsonNumber("4.80e-6").toBigDecimal());
        assertEquals(new BigDecimal("1e400"), new JsonNumber("1e400").toBigDecimal());
        assertNull(new JsonNumber("1e99999999999").toBigDecimal());
        assertNull(new JsonNumber("1e-99999999999").toBigDecimal());
    }

    @Test
    void exactValuesEndAt1000Characters() {
        assertEquals(new BigDecimal("0." + "1".repeat(998)), new JsonNumber("0." + "1".repeat(998)).toBigDecimal());
        assertNull(new JsonNumber("0." + "1".repeat(999)).toBigDecimal());
        assertNull(new JsonNumber("1." + "1".repeat(999)).toLong());
        assertEquals(10 / 9.0, new JsonNumber("1." + "1".repeat(999)).toDouble());
    }

    @Test
    void hugeNumbersAreQuick() {
        String nines = "9".repeat(1 << 20);
        var huge = List.of(
                "1e999999999",
                "1e-999999999",
                "1e2147483647",
                "-1e-2147483647",
                nines,
                "0." + nines,
                nines + "e-1048570");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (String literal : huge) {
                var number = new JsonNumber(literal);
                number.toLong();
                number.toDouble();
                number.toBigDecimal();
                number.toString();
                number.hashCode();
            }
        });
    }

    @Test
    void aNumberStaysAsItWasWritten() {
        assertEquals("[1,1.0,1e0,1E+00,-0]", Json.parse("[1,1.0,1e0,1E+00,-0]").toText());
        assertFalse(new JsonNumber("1").equals(new JsonNumber("1.0")));
        assertTrue(new JsonNumber("10").isInteger());
        assertFalse(new JsonNumber("1e1").isInteger());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "01", "+1", "1.", ".1", "1e", "NaN", "0x1", "1_000", "١", "1,2"})
    void whatIsNoNumberIsRefused(String literal) {
        assertThrows(IllegalArgumentException.class, () -> new JsonNumber(literal));
    }

    @Test
    void numbersAreMadeOfJavasOwn() {
        assertEquals("-9223372036854775808", Json.of(Long.MIN_VALUE).literal());
        assertEquals("3", Json.of(3.0).literal());
        assertEquals("0.7", Json.of(0.7).literal());
        assertEquals("1.0E300", Json.of(1e300).literal());
        assertEquals("1E+3", Json.of(new BigDecimal("1e3")).literal());
        assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Json.of(Double.NEGATIVE_INFINITY));
    }
}
