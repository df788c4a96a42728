package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.openrouterjava.Shared;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A document in pieces is read as the whole one is, and what is seen of it on the way is part of the whole. */
class PartialJsonTest {
    private static final String RECIPE = """
            { "title" : "Crêpes \\ud83e\\udd5e 🥞 \\"fine\\"\\n", "servings":12, "vegan":false, "note":null,
              "steps":[{"text":"mix","minutes":-0.5e+2},{"text":"fry","minutes":3}, [] , {}, [[1,2],"x"]],"a\\u0062":true}
            """;

    /** Right and wrong ones; each is tried whole, by each beginning and in many pieces. */
    static List<String> documents() {
        List<String> documents = new ArrayList<>(List.of(RECIPE, RECIPE.strip() + "x", RECIPE + RECIPE));
        for (String value : List.of(
                "{}",
                "[]",
                "0",
                "-0",
                "12",
                "-12.50E-7",
                "true",
                "false",
                "null",
                "\"\"",
                "\"é€😀\\u00e9\\ud83d\\ude00\\ud83d\"",
                "\"\\b\\f\\n\\r\\t\\/\\\\\\\"\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u12\uff114\"",
                "\"\u0001\"",
                "01",
                "1.",
                "1.e1",
                "1e",
                "1e+",
                "-",
                "--1",
                "+1",
                ".5",
                "tru",
                "trux",
                "nul1",
                "NaN",
                "\ufeff1",
                "é")) {
            documents.add(value);
            documents.add(" " + value + "\t\r\n");
            documents.add("[" + value + "]");
            documents.add("{\"a\":" + value + ",\"b\":" + value + "}");
            documents.add("[ " + value + " , " + value + " ]");
            documents.add("[[{\"x\":[" + value + " " + value + "]}]]");
        }
        documents.addAll(List.of(
                "",
                " ",
                "]",
                "}",
                ",",
                ":",
                "[",
                "{",
                "[1,]",
                "[,1]",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\",1}",
                "{a:1}",
                "{1:2}",
                "[1}",
                "{\"a\":1]",
                "[1]]",
                "{\"a\":1}}",
                "{\"\":{\"\":[{\"\":x}]}}",
                "{\"a\":1,\"a\":{\"b\":2},\"c\":3,\"a\":[4]}",
                "[".repeat(512) + "]".repeat(512),
                "[".repeat(513) + "]".repeat(513)));
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void aDocumentInPiecesHasTheVerdictOfTheWhole(String document) {
        String verdict = verdict(document);
        assertEquals(verdict, verdict(document, document.length()));
        assertEquals(verdict, verdict(document, 1), "one character at a time");
        if (document.length() < 400) {
            for (int cut = 1; cut < document.length(); cut++) {
                assertEquals(verdict, verdict(document, cut), "cut at each multiple of " + cut);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatNoDocumentCanHaveIsRefusedAtOnceAndNothingBefore(String document) {
        int wrong = document.length();
        try {
            Json.parse(document);
        } catch (JsonException e) {
            int offset = e.offset();
            wrong = e.truncated() ? wrong : new String(document.getBytes(UTF_8), 0, offset, UTF_8).length();
        }
        var partial = new PartialJson();
        for (int i = 0; i < wrong; i++) {
            partial.add(document.substring(i, i + 1));
            assertEquals(i + 1, partial.length());
        }
        if (wrong < document.length()) {
            String last = document.substring(wrong, wrong + 1);
            var refused = assertThrows(JsonException.class, () -> partial.add(last));
            assertEquals(wrong, partial.length());
            assertSame(refused, assertThrows(JsonException.class, () -> partial.add("")), "from then on");
            assertSame(refused, assertThrows(JsonException.class, partial::end));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatIsSeenOnTheWayIsPartOfTheWhole(String document) {
        Json whole;
        try {
            whole = Json.parse(document);
        } catch (JsonException refused) {
            return;
        }
        assumeFalse(document.contains("\"a\":1,\"a\""), "a later member takes the place of one that was seen");
        var partial = new PartialJson();
        Json before = null;
        for (int i = 0; i < document.length(); i++) {
            partial.add(document.substring(i, i + 1));
            Json seen = partial.snapshot();
            if (seen != null) {
                Json shown = Json.parse(seen.toText()); // has no half of a pair but one that stays alone
                assertTrue(isBeginning(shown, whole), () -> seen + " of " + whole);
                assertTrue(before == null || isBeginning(before, seen));
            }
            before = seen;
        }
        assertEquals(whole, partial.end());
        assertTrue(partial.isComplete());
        assertSame(partial.end(), partial.snapshot());
    }

    /** Whether the one can become the other by what still comes. */
    private static boolean isBeginning(Json part, Json whole) {
        if (part instanceof JsonString(String begun) && whole instanceof JsonString(String text)) {
            return text.startsWith(begun);
        }
        if (part instanceof JsonArray(var begun) && whole instanceof JsonArray(var elements)) {
            return begun.size() <= elements.size() && areBeginnings(begun.iterator(), elements.iterator());
        }
        if (part instanceof JsonObject(var begun) && whole instanceof JsonObject(var members)) {
            return begun.entrySet().stream()
                    .allMatch(member -> members.containsKey(member.getKey())
                            && isBeginning(member.getValue(), members.get(member.getKey())));
        }
        return part.equals(whole);
    }

    private static boolean areBeginnings(Iterator<Json> parts, Iterator<Json> wholes) {
        while (parts.hasNext()) {
            Json part = parts.next();
            Json whole = wholes.next();
            if (!(parts.hasNext() ? part.equals(whole) : isBeginning(part, whole))) {
                return false; // all but the last one are finished
            }
        }
        return true;
    }

    @Test
    void filesOfTheSuiteHaveTheVerdictOfTheWholeWhereverTheyAreCut() throws Exception {
        for (Path file : Shared.files("json-test-suite/test_parsing", ".json")) {
            String document;
            try {
                document = UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                        .toString();
            } catch (CharacterCodingException notText) {
                continue;
            }
            for (int cut : List.of(1, 2, 3, 5, 7, Math.max(1, document.length()))) {
                assertEquals(verdict(document), verdict(document, cut), file + " cut at each multiple of " + cut);
            }
        }
    }

    @Test
    void randomDocumentsAndRandomFaultsHaveTheVerdictOfTheWhole() {
        var random = new Random(6);
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder(value(random, 0).toText());
            for (int faults = random.nextInt(3); faults > 0; faults--) {
                int at = random.nextInt(text.length());
                if (!Character.isSurrogate(text.charAt(at))) {
                    text.setCharAt(at, "{}[]\",:\\u0e-. x".charAt(random.nextInt(15)));
                }
            }
            String document = text.toString();
            int cut = 1 + random.nextInt(20);
            assertEquals(verdict(document), verdict(document, cut), () -> document + " cut at each multiple of " + cut);
        }
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 4 : 8)) {
            case 0 -> Json.of(random.nextBoolean());
            case 1 -> new JsonNumber(random.nextInt() + (random.nextBoolean() ? ".25e-3" : ""));
            case 2 -> JsonNull.NULL;
            case 3, 4 -> Json.of("a\"\\\n\u0001é€😀".substring(random.nextInt(7)));
            case 5 -> {
                List<Json> elements = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    elements.add(value(random, depth + 1));
                }
                yield new JsonArray(elements);
            }
            default -> {
                JsonObject object = JsonObject.EMPTY;
                for (int i = random.nextInt(5); i > 0; i--) {
                    object = object.with("né😀m".substring(0, 1 + random.nextInt(2)) + i, value(random, depth + 1));
                }
                yield object;
            }
        };
    }

    // Looking into it

    @Test
    void aNumberIsFinishedOnlyWhenSomethingFollows() {
        var partial = new PartialJson();
        partial.add("{\"n\":12");
        assertNull(partial.get("n"));
        assertEquals("{}", partial.toString());
        partial.add("3");
        assertNull(partial.get("n"));
        partial.add(" ");
        assertEquals(Json.of(123), partial.get("n"));

        var alone = new PartialJson();
        alone.add("12");
        assertFalse(alone.isComplete());
        assertNull(alone.get("$"));
        assertEquals(Json.of(12), alone.end());
        assertTrue(alone.isComplete());
        assertThrows(JsonException.class, () -> alone.add("3"), "it has ended");
    }

    @Test
    void aStringIsReadWhileItGrows() {
        var partial = new PartialJson();
        partial.add("{\"title\":");
        assertNull(partial.text("title"));
        partial.add("\"");
        assertEquals("", partial.text("title"));
        partial.add("Cr\\u00");
        assertEquals("Cr", partial.text("title"));
        partial.add("eapes \\ud83e");
        assertEquals("Crêpes ", partial.text("title"));
        assertEquals("pes ", partial.text("title", 3));
        partial.add("\\udd5");
        assertEquals("", partial.text("title", 7), "half a pair is not shown");
        partial.add("e!");
        assertEquals("🥞!", partial.text("title", 7));
        assertEquals("", partial.text("title", 100));
        assertNull(partial.get("title"));
        partial.add("\",");
        assertEquals("🥞!", partial.text("title", 7));
        assertEquals("Crêpes 🥞!", partial.text("title"));
        assertEquals("", partial.text("title", 100), "also of a string that is finished");
        assertEquals(Json.of("Crêpes 🥞!"), partial.get("title"));
        partial.add("\"title2\":1,");
        assertNull(partial.text("title2"));
        assertNull(partial.text("titl"));
    }

    @Test
    void halfAPairThatStaysAloneIsShownOnceTheStringIsFinished() {
        var partial = new PartialJson();
        partial.add("[\"x\ud83e");
        assertEquals("x", partial.text("[0]"));
        assertEquals("[\"x\"]", partial.toString());
        partial.add("\"");
        assertEquals("x\ud83e", partial.text("[0]"));
    }

    @Test
    void elementsAreThereOneByOneOnceTheyAreFinished() {
        var partial = new PartialJson();
        partial.add("{\"a\":{\"list\":[");
        assertEquals(0, partial.count("a.list"));
        partial.add("{\"n\":1},[\"x");
        assertEquals(1, partial.count("a.list"));
        assertEquals(Json.parse("{\"n\":1}"), partial.get("a.list[0]"));
        assertEquals(Json.of(1), partial.get("$.a.list[0].n"));
        assertNull(partial.get("a.list[1]"), "not finished");
        assertEquals("x", partial.text("a.list[1][0]"));
        assertNull(partial.get("a.list[2]"));
        partial.add("\",7");
        assertEquals(1, partial.count("a.list[1]"));
        partial.add("],null]");
        assertEquals(3, partial.count("a.list"));
        assertEquals(JsonNull.NULL, partial.get("a.list[2]"));
        assertEquals(Json.parse("[{\"n\":1},[\"x\",7],null]"), partial.get("a.list"));
        assertNull(partial.get("a"));
        assertNull(partial.get("a.list[3]"));
        assertEquals(0, partial.count("a"));
        assertEquals(0, partial.count("a.list[0]"));
        assertEquals(0, partial.count("nothing.at[7].all"));
        partial.add("}}  ");
        assertTrue(partial.isComplete());
        assertEquals(3, partial.count("a.list"));
        assertSame(partial.end(), partial.get(""));
        assertSame(partial.end(), partial.get("$"));
    }

    @Test
    void aMemberThatComesAgainCountsOnceItIsFinished() {
        var partial = new PartialJson();
        partial.add("{\"a\":1,\"a\":[2");
        assertEquals(Json.of(1), partial.get("a"));
        assertEquals("{\"a\":1}", partial.toString());
        partial.add("]");
        assertEquals("[2]", String.valueOf(partial.get("a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".", "a.", "a..b", "a[", "a[]", "a[x]", "a[-1]", "a[0", "[0]b", "a[9999999999]", "$.", "a.[0]"})
    void aPathThatIsNoneIsRefused(String path) {
        var partial = new PartialJson();
        partial.add("{\"a\":[");
        assertThrows(IllegalArgumentException.class, () -> partial.get(path));
    }

    @Test
    void aDollarCanBeginAName() {
        var partial = new PartialJson();
        partial.add("{\"$ref\":1,\"a\":{\"$\":2}}");
        assertEquals(Json.of(1), partial.get("$ref"));
        assertEquals(Json.of(2), partial.get("a.$"));
    }

    @Test
    void whatFollowsTheDocumentIsLeftWhereThatIsAskedFor() {
        var partial = new PartialJson();
        assertEquals(5, partial.addUntilEnd("x: {\"", 3));
        assertEquals(5, partial.addUntilEnd("a\":1} and more", 0));
        assertTrue(partial.isComplete());
        assertEquals(0, partial.addUntilEnd(" and more", 0));
        assertEquals("{\"a\":1}", partial.end().toText());
        assertEquals(7, partial.length());
    }

    @Test
    void noControlCharacterStandsInAString() {
        for (char c = 0; c < ' '; c++) {
            var partial = new PartialJson();
            String piece = "[\"" + c;
            assertThrows(JsonException.class, () -> partial.add(piece), piece);
        }
    }

    @Test
    void limitsHold() {
        var deep = new PartialJson(new JsonLimits(2, 100));
        deep.add("[[");
        assertEquals(
                "nested deeper than the limit of 2",
                assertThrows(JsonException.class, () -> deep.add("[")).problem());
        var large = new PartialJson(new JsonLimits(2, 10));
        large.add("[\"€€");
        large.add("\"]");
        assertThrows(JsonException.class, () -> large.add(" "), "eleven bytes");
        assertEquals("[\"€€\"]", large.toString(), "what came before can be seen");
    }

    private static String verdict(String document) {
        try {
            return Json.parse(document).toText();
        } catch (JsonException e) {
            return told(e, document);
        }
    }

    /** The same of the document in pieces of this length. */
    private static String verdict(String document, int length) {
        var partial = new PartialJson();
        try {
            for (int from = 0; from < document.length(); from += length) {
                partial.add(document.substring(from, Math.min(document.length(), from + length)));
            }
            return partial.end().toText();
        } catch (JsonException e) {
            return told(e, document);
        }
    }

    /** Without the path where a name may have an escape in it, which the one shows as it stands and the other resolved. */
    private static String told(JsonException e, String document) {
        return (document.contains("\\") ? e.problem() + " at byte " + e.offset() : e.getMessage())
                + (e.truncated() ? ", truncated" : "");
    }
}
