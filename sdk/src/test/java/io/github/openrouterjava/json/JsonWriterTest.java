package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    @Test
    void commasAndColonsComeByThemselves() {
        var writer = new JsonWriter();
        writer.beginObject();
        writer.name("a");
        writer.value(1);
        writer.name("b");
        writer.beginArray();
        writer.value("x");
        writer.value(true);
        writer.beginObject();
        writer.endObject();
        writer.value(JsonNull.NULL);
        writer.beginArray();
        writer.endArray();
        writer.value(0.5);
        writer.endArray();
        writer.name("c");
        writer.value(Json.parse("{\"d\":[1.0,{}]}"));
        writer.endObject();
        assertEquals("{\"a\":1,\"b\":[\"x\",true,{},null,[],0.5],\"c\":{\"d\":[1.0,{}]}}", text(writer));
    }

    @Test
    void onlyWhatMustBeIsEscaped() {
        assertEquals(
                "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u007f\u0080é\u07ff\u0800日\uffff😀\u2028\"",
                written("\"\\/\b\f\n\r\t\u0000\u001f\u007f\u0080é\u07ff\u0800日\uffff😀\u2028"));
    }

    @Test
    void halfASurrogatePairIsEscaped() {
        assertEquals("\"\\ud83d\"", written("\ud83d"));
        assertEquals("\"\\ude00😀\\ud83dx\"", written("\ude00😀\ud83dx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "\"", "é", "日", "😀", "\u0001", "\ud83d", "aaaaaaaaaaaaaaaa日", "\n日😀\u0002"})
    void aStringOfAnyLengthIsWrittenWhole(String unit) {
        for (int count : new int[] {0, 1, 40, 41, 42, 43, 120, 240, 250, 251, 252, 253, 254, 255, 256, 257, 300_000}) {
            String text = unit.repeat(count);
            var writer = new JsonWriter();
            writer.beginArray();
            writer.value(text);
            writer.value(text);
            writer.endArray();
            assertEquals(JsonArray.of(Json.of(text), Json.of(text)), Json.parse(writer.toBytes()));
        }
    }

    @Test
    void aLongPlainStringIsWrittenWhole() {
        String base64 = "QUJD".repeat(5 << 20);
        assertArrayEquals(
                ("\"" + base64 + "\"").getBytes(UTF_8), Json.of(base64).toBytes());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatJsonHasNoNumberForIsRefused(double value) {
        assertThrows(IllegalArgumentException.class, () -> new JsonWriter().value(value));
    }

    @Test
    void aRefusedNumberLeavesTheDocumentAsItWas() {
        var writer = new JsonWriter();
        writer.beginArray();
        writer.value(1);
        assertThrows(IllegalArgumentException.class, () -> writer.value(Double.NaN));
        writer.endArray();
        assertEquals("[1]", text(writer));
    }

    private static String written(String value) {
        var writer = new JsonWriter();
        writer.value(value);
        return text(writer);
    }

    private static String text(JsonWriter writer) {
        return new String(writer.toBytes(), UTF_8);
    }
}
