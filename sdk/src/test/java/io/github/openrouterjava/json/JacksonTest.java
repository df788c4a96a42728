package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What we read, held against what Jackson reads. */
class JacksonTest {
    @Test
    void generatedDocumentsReadTheSame() throws IOException {
        for (int seed = 0; seed < 5000; seed++) {
            assertSame(new RandomDocument(seed).text().getBytes(UTF_8), "seed " + seed);
        }
    }

    @Test
    void brokenDocumentsAreRefusedAlike() {
        byte[] breakers = "{}[]\",:\\ eE+-.09tfnu\n\u0001a\u00c3\u00a9\u00ff".getBytes(ISO_8859_1);
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            byte[] document = new RandomDocument(seed).text().getBytes(UTF_8);
            var random = new Random(seed);
            document[random.nextInt(document.length)] = breakers[random.nextInt(breakers.length)];
            Json ours = ours(document);
            Jackson.assertAgree(document, Jackson.read(document), ours, "seed " + seed);
            refused += ours == null ? 1 : 0;
        }
        assertTrue(refused > 5000, "most breakers break");
    }

    @Test
    void whatJacksonRefusesIsKnownAlsoWhereALaterMemberReplacesIt() {
        for (String document : List.of("{\"a\":{\"\\ude00\":8},\"a\":1}", "{\"a\":[1e9999999999],\"a\":1}")) {
            Json ours = Json.parse(document);
            assertEquals("{\"a\":1}", ours.toText());
            Jackson.assertAgree(document.getBytes(UTF_8), Jackson.read(document), ours, document);
        }
    }

    @Test
    void recordedBodiesReadTheSame() throws IOException {
        for (var file : Shared.files("streams", ".json")) {
            assertSame(Files.readAllBytes(file), file.toString());
        }
    }

    @Test
    void recordedEventsReadTheSame() throws IOException {
        int events = 0;
        for (var file : Shared.files("streams", ".sse")) {
            String body = new String(Files.readAllBytes(file), UTF_8);
            for (String line :
                    body.lines().filter(line -> line.startsWith("data: {")).toList()) {
                assertSame(line.substring(6).getBytes(UTF_8), file.toString());
                events++;
            }
        }
        assertTrue(events > 10_000);
    }

    private static void assertSame(byte[] document, String where) throws IOException {
        Json ours = Json.parse(document);
        Jackson.assertEqual(Jackson.MAPPER.readTree(document), ours, where);
        byte[] written = ours.toBytes();
        Jackson.assertEqual(Jackson.MAPPER.readTree(written), ours, where);
        Json again = Json.parse(written);
        assertEquals(ours, again, where);
        assertArrayEquals(written, again.toBytes(), where);
        var reader = new JsonReader(document);
        reader.skip();
        reader.end();
    }

    private static @Nullable Json ours(byte[] document) {
        try {
            return Json.parse(document);
        } catch (JsonException refused) {
            return null;
        }
    }

    /** The text of a document, chosen by a seed, with all ways of writing that the grammar has. */
    private static final class RandomDocument {
        private static final List<String> CHARS = List.of(
                "a",
                "Z",
                "0",
                " ",
                "plain text ",
                "/",
                "é",
                "ß",
                "日",
                "本",
                "😀",
                "\u2028",
                "\u007f",
                "\\\"",
                "\\\\",
                "\\/",
                "\\b",
                "\\f",
                "\\n",
                "\\r",
                "\\t",
                "\\u0000",
                "\\u001F",
                "\\u0041",
                "\\u00e9",
                "\\u65E5",
                "\\ud83d\\ude00",
                "{",
                "]",
                ",",
                ":",
                "\\ud83d",
                "\\ude00");
        private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\r\n", "\t ", "        ");

        private final Random random;
        private final StringBuilder text = new StringBuilder();

        RandomDocument(long seed) {
            random = new Random(seed);
        }

        String text() {
            container(random.nextInt(6));
            return text.toString();
        }

        private void container(int depth) {
            boolean object = random.nextBoolean();
            text.append(object ? "{" : "[");
            int size = random.nextInt(5);
            for (int i = 0; i < size; i++) {
                text.append(i == 0 ? "" : ",").append(one(SPACES));
                if (object) {
                    string(CHARS.subList(0, CHARS.size() - 2));
                    text.append(one(SPACES)).append(':').append(one(SPACES));
                }
                value(depth);
                text.append(one(SPACES));
            }
            text.append(one(SPACES)).append(object ? "}" : "]");
        }

        private void value(int depth) {
            switch (random.nextInt(depth > 0 ? 8 : 5)) {
                case 0 -> text.append("null");
                case 1 -> text.append(random.nextBoolean());
                case 2 -> number();
                case 3, 4 -> string(CHARS);
                default -> container(depth - 1);
            }
        }

        private void string(List<String> chars) {
            text.append('"');
            int length = random.nextInt(random.nextInt(8) == 0 ? 60 : 6);
            for (int i = 0; i < length; i++) {
                text.append(one(chars));
            }
            text.append('"');
        }

        private void number() {
            text.append(random.nextBoolean() ? "-" : "");
            switch (random.nextInt(4)) {
                case 0 -> text.append('0');
                case 1 -> text.append(random.nextInt(1, 100));
                case 2 -> text.append(random.nextLong(1, Long.MAX_VALUE));
                default -> text.append(random.nextLong(1, Long.MAX_VALUE)).append("0123456789");
            }
            if (random.nextInt(3) == 0) {
                text.append('.').append(random.nextInt(1000)).append("00");
            }
            if (random.nextInt(4) == 0) {
                text.append(one(List.of("e", "E", "e+", "E-"))).append("0").append(random.nextInt(300));
            }
        }

        private String one(List<String> choices) {
            return choices.get(random.nextInt(choices.size()));
        }
    }
}
