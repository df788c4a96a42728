package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8259, rule by rule. */
class JsonGrammarTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "\"\"",
                "[]",
                "{}",
                "0",
                "-0",
                "10",
                "-1.50",
                "1e5",
                "1E+05",
                "0.0e-0",
                "[1,2]",
                "[[],{},[{}]]",
                "{\"a\":1,\"b\":{\"a\":null}}",
                "{\"\":0}",
                "\"\u007f\"",
                "\"é€😀\u2028\"",
                "\"/\"",
                "123456789012345678901234567890.123456789e-123456789"
            })
    void aDocumentIsWrittenBackAsItStood(String document) {
        assertEquals(document, Json.parse(document).toText());
        skip(document.getBytes(UTF_8));
    }

    @Test
    void whiteSpaceAroundTokensIsNoMatter() {
        Json plain = Json.parse("{\"a\":[1,true,\"x y\"],\"b\":{}}");
        assertEquals(plain, Json.parse(" \t\r\n{ \"a\" : [ 1 ,\ttrue\n,\r\"x y\" ] , \"b\":{ } }\n "));
    }

    /** One char for each byte. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "nul",
                "nulll",
                "True",
                "tru ",
                "01",
                "-01",
                "+1",
                ".5",
                "1.",
                "1.e1",
                "1e",
                "1e+",
                "-",
                "--1",
                "0x1",
                "NaN",
                "Infinity",
                "1 2",
                "1,",
                "'a'",
                "\"",
                "\"a",
                "a\"",
                "\"\\\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12g4\"",
                "\"\\U0041\"",
                "\"\n\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "[",
                "]",
                "[1",
                "[1,",
                "[1,]",
                "[,1]",
                "[1 2]",
                "[1}",
                "{",
                "}",
                "{]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{a:1}",
                "{1:1}",
                "{\"a\" 1}",
                "{\"a\",1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\"::1}",
                "/**/1",
                "1//",
                "\u000b1",
                "\u00a01",
                "\u00ef\u00bb\u00bf1",
                "\"\u00ff\"",
                "\"\u00c3\"",
                "\"\u00c0\u00af\"",
                "\"\u00ed\u00a0\u0080\"",
                "\"\u00f4\u0090\u0080\u0080\"",
                "\"\u00f0\u0080\u0080\u0080\"",
                "\"\u00e2\u0082\"",
                "\"\u0080\"",
                "{\"\u00ff\":1}",
                "\"12345678\u00ff\"",
                "\"12345678\u001f\""
            })
    void anythingElseIsRefused(String document) {
        byte[] bytes = document.getBytes(ISO_8859_1);
        assertThrows(JsonException.class, () -> Json.parse(bytes));
        assertThrows(JsonException.class, () -> skip(bytes));
    }

    @Test
    void escapesAreResolved() {
        assertEquals(
                new JsonString("\"\\/\b\f\n\r\tAé日😀 plain é日😀"),
                Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00E9\\u65e5\\ud83d\\uDE00 plain é日😀\""));
    }

    @Test
    void halfASurrogatePairSurvives() {
        for (String half : List.of("\ud83d", "\ude00", "\ude00\ud83d", "a\ud83d!", "é\ud83d\ud83d\ude00")) {
            Json text = new JsonString(half);
            assertEquals(text, Json.parse(text.toBytes()));
        }
        assertEquals(
                "[\"\\ud83d\",\"\\ude00\",\"😀\"]",
                Json.parse("[\"\\uD83D\",\"\\uDE00\",\"\\uD83D\\uDE00\"]").toText());
    }

    @Test
    void ofMembersWithTheSameNameTheLastCounts() {
        assertEquals(
                "{\"a\":3,\"b\":2}",
                Json.parse("{\"a\":1,\"b\":2,\"\\u0061\":3}").toText());
    }

    @Test
    void theOrderOfMembersIsKeptButNotCompared() {
        assertEquals("{\"b\":1,\"a\":2}", Json.parse("{\"b\":1,\"a\":2}").toText());
        assertEquals(Json.parse("{\"b\":1,\"a\":2}"), Json.parse("{\"a\":2,\"b\":1}"));
    }

    @Test
    void aTypedReaderReadsAndSkips() {
        byte[] document = "x{\"a\":[1,\"b\"],\"c\":{\"d\":null},\"e\":false}y".getBytes(UTF_8);
        var reader = new JsonReader(document, 1, document.length - 1, JsonLimits.DEFAULT);
        reader.beginObject();
        reader.nextMember();
        assertEquals("a", reader.name());
        reader.skip();
        reader.nextMember();
        assertEquals(JsonReader.Kind.OBJECT, reader.peek());
        reader.skip();
        reader.nextMember();
        assertEquals("e", reader.name());
        assertFalse(reader.bool());
        assertFalse(reader.nextMember());
        reader.end();
    }

    private static void skip(byte[] document) {
        var reader = new JsonReader(document);
        reader.skip();
        reader.end();
    }
}
