package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader remembers makes it quicker, and must never be seen; what it reads plainly is what it reads at length. */
class JsonReaderTest {
    private static final String DOCUMENT = """
            {"id":"x","created":17,"choices":[{"index":0,"native_finish_reason":null}],"system_fingerprint":"abc"}""";

    @ParameterizedTest
    @ValueSource(
            strings = {
                DOCUMENT,
                "{\"id\":\"x\",\"created\":17}",
                "{ \"id\" : \"x\" , \"created\" : 17 }",
                "{\"created\":17,\"id\":\"x\"}",
                "{\"id\":{\"created\":[]},\"created\":17,\"created\":18}",
                "{\"ie\":\"x\",\"createe\":17}",
                "{\"system_fingerprinu\":1,\"system_fingerprint_\":2,\"native_finish_reason_\":3}",
                "{\"\":1,\"\":2,\"i\\u0064\":3,\"id\":4,\"é\":5}",
                "{}",
                "[{},{\"id\":[{}]},{\"id\":1}]",
            })
    void aReaderThatHasReadAnotherDocumentReadsAsANewOne(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        var used = new JsonReader(DOCUMENT.getBytes(UTF_8));
        used.value();
        for (int i = 0; i < 3; i++) {
            used.reset(bytes, 0, bytes.length);
            assertEquals(new JsonReader(bytes).value().toText(), used.value().toText());
            used.end();
        }
    }

    @Test
    void everyChangedByteIsSeen() {
        byte[] original = DOCUMENT.getBytes(UTF_8);
        var used = new JsonReader(original);
        for (int i = 0; i < original.length; i++) {
            for (char c : "\",:{}[]\\ae1. \n\u0001".toCharArray()) {
                used.reset(original, 0, original.length);
                used.skip();
                byte[] changed = original.clone();
                changed[i] = (byte) c;
                assertEquals(verdict(new JsonReader(changed)), verdict(used, changed), new String(changed, UTF_8));
            }
        }
    }

    @Test
    void everyBeginningIsRefusedByAUsedReaderAsByANewOne() {
        byte[] original = DOCUMENT.getBytes(UTF_8);
        var used = new JsonReader(original);
        used.skip();
        for (int length = 0; length < original.length; length++) {
            byte[] beginning = Arrays.copyOf(original, length);
            assertEquals(verdict(new JsonReader(beginning)), verdict(used, beginning));
            used.reset(original, 0, length); // the array goes on, the document does not
            assertEquals(verdict(new JsonReader(beginning)), verdict(used));
        }
    }

    @Test
    void aResetReaderForgetsWhereItWas() {
        var reader = new JsonReader("[[[{\"a\":[".getBytes(UTF_8), 0, 9, new JsonLimits(5, 10));
        assertThrows(JsonException.class, reader::value);
        reader.reset("x[[[[[]]]]]".getBytes(UTF_8), 1, 11);
        assertEquals(0, reader.position() - 1);
        assertEquals("[[[[[]]]]]", reader.value().toText());
        assertThrows(JsonException.class, () -> reader.reset(new byte[11], 0, 11), "over its limit");
    }

    @Test
    void afterAFewDocumentsARecurringStringIsTheSameString() {
        var reader = new JsonReader(new byte[0]);
        String first = "";
        for (int i = 0; i < 10; i++) {
            first = recurring(reader, "{\"model\":\"river-2-large\"}");
        }
        assertSame(first, recurring(reader, "{\"model\":\"river-2-large\"}"));
        assertNotSame(first, recurring(reader, "{\"model\":\"river-2-larg\"}"));
        for (String text : List.of("", "a", "é", "\\u0061\\\"", "x".repeat(61), "x".repeat(62), "x".repeat(70_000))) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        Json.parse("\"" + text + "\""), Json.of(recurring(reader, "{\"model\":\"" + text + "\"}")));
            }
        }
    }

    private static String recurring(JsonReader reader, String document) {
        byte[] bytes = document.getBytes(UTF_8);
        reader.reset(bytes, 0, bytes.length);
        reader.beginObject();
        reader.nextMember();
        String text = reader.recurring();
        assertFalse(reader.nextMember());
        reader.end();
        return text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "10", "999999999999999999"})
    void aPlainNumberIsReadAtOnce(String literal) {
        for (String behind : List.of("", " ", "]", ",", "}", "x", "-", "+")) {
            byte[] bytes = (" " + literal + behind).getBytes(UTF_8);
            var reader = new JsonReader(bytes);
            assertEquals(Long.parseLong(literal), reader.natural());
            assertEquals(1 + literal.length(), reader.position());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "00",
                "01",
                "1.0",
                "1e1",
                "1E1",
                "1000000000000000000",
                "\"1\"",
                "null",
                "x",
                "",
                " ",
                "-",
                "{}"
            })
    void anyOtherValueIsStillToBeRead(String value) {
        byte[] bytes = value.getBytes(UTF_8);
        var reader = new JsonReader(bytes);
        assertEquals(-1, reader.natural());
        assertEquals(verdict(new JsonReader(bytes)), verdict(reader));
    }

    @Test
    void aNullIsPassedAndNothingElse() {
        var reader = new JsonReader(" null".getBytes(UTF_8));
        assertTrue(reader.skipNull());
        reader.end();
        assertFalse(new JsonReader("1".getBytes(UTF_8)).skipNull());
        assertFalse(new JsonReader("".getBytes(UTF_8)).skipNull());
        var cut = new JsonReader("nulx".getBytes(UTF_8));
        assertEquals(3, assertThrows(JsonException.class, cut::skipNull).offset());
    }

    @Test
    void aTextAheadIsTheLastOfItsName() {
        var reader = new JsonReader(
                "{\"u\":{\"type\":\"a\",\"x\":{\"type\":\"b\"},\"type\":\"c\"},\"v\":1}".getBytes(UTF_8));
        assertNull(reader.ahead("type"));
        reader.beginObject();
        reader.nextMember();
        assertEquals("c", reader.ahead("type"));
        assertNull(reader.ahead("x"));
        assertEquals("u", reader.name());
        reader.skip();
        reader.nextMember();
        assertEquals("v", reader.name());
        assertNull(reader.ahead("type"));
        assertEquals(1, reader.natural());
        assertFalse(reader.nextMember());
        reader.end();
        assertNull(new JsonReader("{\"type\":\"a\",\"type\":1}".getBytes(UTF_8)).ahead("type"));
    }

    private static String verdict(JsonReader used, byte[] document) {
        used.reset(document, 0, document.length);
        return verdict(used);
    }

    private static String verdict(JsonReader reader) {
        try {
            String text = reader.value().toText();
            reader.end();
            return text;
        } catch (JsonException refused) {
            return refused.getMessage() + refused.truncated();
        }
    }
}
