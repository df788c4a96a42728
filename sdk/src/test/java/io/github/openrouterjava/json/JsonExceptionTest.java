package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an error tells. */
class JsonExceptionTest {
    private static final String SAMPLE = " {\"a\" : [1.5e-7 , -20, true,false,null], \"é日😀\":{\"\\u00e9\\n"
            + "\\ud83d\":\"x é 日 😀 \\\\ \\\"\"}, \"\":[ ] } ";

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "x; 0; $; a value was expected",
                "{\"choices\":[{\"delta\":x}]}; 21; $.choices[0].delta; a value was expected",
                "{\"a\":[1,{},[2],{\"b\":[true,falsy]}]}; 30; $.a[3].b[1]; false was expected",
                "{\"a\":{\"b\":1},\"c\":01}; 18; $.c; a comma or the object's end was expected",
                "{\"a]},[\":[\"]},{\\\"[\",x]}; 20; $.a]},[[1]; a value was expected",
                "[[],[[]],1 2]; 11; $[2]; a comma or the array's end was expected",
                "{\"a\":1}}; 7; $; something follows the document's end",
                "[\"abc\\x\"]; 6; $[0]; an unknown escape",
                "[\"abc\\u00x0\"]; 9; $[0]; a hexadecimal digit was expected",
                "[1,-x]; 4; $[1]; a digit was expected",
                "{\"a\":1,b:2}; 7; $; a member's name was expected",
                "{\"a\" 1}; 5; $.a; a colon was expected"
            })
    void anErrorHasItsOffsetAndPath(String document, int offset, String path, String problem) {
        for (Consumer<JsonReader> reading : readings()) {
            JsonException error = assertThrows(JsonException.class, () -> read(document.getBytes(UTF_8), reading));
            assertEquals(problem + " at byte " + offset + ", path " + path, error.getMessage());
            assertEquals(offset, error.offset());
            assertEquals(path, error.path());
            assertFalse(error.truncated());
        }
    }

    @Test
    void theOffsetCountsFromTheDocumentsStart() {
        byte[] bytes = "data: [1,x]".getBytes(UTF_8);
        var reader = new JsonReader(bytes, 6, bytes.length, JsonLimits.DEFAULT);
        JsonException error = assertThrows(JsonException.class, reader::value);
        assertEquals(3, error.offset());
        assertEquals("$[1]", error.path());
    }

    @Test
    void aReaderTellsThePathOfWhatItReads() {
        var reader = new JsonReader("{\"a\":[{\"b\":1},2]}".getBytes(UTF_8));
        reader.beginObject();
        reader.nextMember();
        assertEquals("$.a", reader.path());
        reader.beginArray();
        reader.nextElement();
        reader.beginObject();
        reader.nextMember();
        assertEquals("$.a[0].b", reader.path());
        reader.skip();
        reader.nextMember();
        reader.nextElement();
        assertEquals("$.a[1]", reader.path());
    }

    @Test
    void eachProperPrefixIsTruncatedAndNothingElse() {
        byte[] document = SAMPLE.getBytes(UTF_8);
        int whole = document.length - 1; // but for the white space after it
        for (Consumer<JsonReader> reading : readings()) {
            for (int length = 0; length < whole; length++) {
                byte[] prefix = Arrays.copyOf(document, length);
                JsonException error = assertThrows(JsonException.class, () -> read(prefix, reading));
                assertTrue(error.truncated(), error.getMessage());
                assertEquals(length, error.offset(), error.getMessage());
            }
            for (int length = whole; length <= document.length; length++) {
                read(Arrays.copyOf(document, length), reading);
            }
        }
    }

    @Test
    void aWrongByteIsNoTruncationEvenWhereTheDocumentEnds() {
        byte[] document = SAMPLE.getBytes(UTF_8);
        for (Consumer<JsonReader> reading : readings()) {
            for (int i = 0; i < document.length; i++) {
                for (int length : new int[] {i + 1, document.length}) {
                    byte[] broken = Arrays.copyOf(document, length);
                    broken[i] = 1;
                    JsonException error = assertThrows(JsonException.class, () -> read(broken, reading));
                    assertFalse(error.truncated(), error.getMessage());
                    assertTrue(error.offset() <= i && error.offset() > i - 4, error.getMessage());
                }
            }
        }
    }

    @Test
    void aByteThatIsNotUtf8IsNoTruncationInAStringWithoutEnd() {
        byte[] document = {'"', 'a', (byte) 0xff, 'b'};
        JsonException error = assertThrows(JsonException.class, () -> Json.parse(document));
        assertEquals(2, error.offset());
        assertFalse(error.truncated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void theDepthLimitIsNamed(String opening) {
        String closing = opening.equals("[") ? "]" : "}";
        String deepest = opening.repeat(512) + "1" + closing.repeat(512);
        String deeper = opening.repeat(513) + "1" + closing.repeat(513);
        for (Consumer<JsonReader> reading : readings()) {
            read(deepest.getBytes(UTF_8), reading);
            JsonException error = assertThrows(JsonException.class, () -> read(deeper.getBytes(UTF_8), reading));
            assertTrue(
                    error.getMessage().startsWith("nested deeper than the limit of 512 at byte "), error.getMessage());
            assertFalse(error.truncated());
        }
    }

    @Test
    void theByteLimitIsNamed() {
        byte[] document = "[1,2]".getBytes(UTF_8);
        new JsonReader(document, 0, 5, new JsonLimits(1, 5)).skip();
        var limits = new JsonLimits(1, 4);
        JsonException error = assertThrows(JsonException.class, () -> new JsonReader(document, 0, 5, limits));
        assertEquals("a document of 5 bytes, over the limit of 4 at byte 0, path $", error.getMessage());
    }

    @Test
    void anyAllowedDepthIsReadAndWrittenOnAnOrdinaryThread() throws InterruptedException {
        byte[] deepest = ("[{\"a\":".repeat(512) + "1" + "}]".repeat(512)).getBytes(UTF_8);
        var failure = new Throwable[1];
        var thread = new Thread(
                null,
                () -> {
                    Json value = new JsonReader(deepest, 0, deepest.length, new JsonLimits(1024, 1 << 20)).value();
                    assertEquals(deepest.length, value.toBytes().length);
                },
                "512 KiB of stack",
                512 << 10);
        thread.setUncaughtExceptionHandler((ignored, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        assertEquals(null, failure[0]);
        assertThrows(IllegalArgumentException.class, () -> new JsonLimits(1025, 1));
    }

    private static Iterable<Consumer<JsonReader>> readings() {
        return List.of(JsonReader::value, JsonReader::skip);
    }

    private static void read(byte[] document, Consumer<JsonReader> reading) {
        var reader = new JsonReader(document);
        reading.accept(reader);
        reader.end();
    }
}
