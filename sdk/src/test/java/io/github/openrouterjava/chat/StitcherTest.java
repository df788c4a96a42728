package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a continuation brings, joined to the text before it: nothing lost, nothing twice. */
class StitcherTest {
    private static final int LONG = Stitcher.SHORTEST;
    private static final String ROW = "Row, row, row your boat down the stream.\n";
    private static final String WORDS =
            "the of and in to was is for on as with by he that at from his it an are which be"
                    + " this had also have one not first their its new after but who they two her she been other when there";

    // However a continuation begins

    @RepeatedTest(40)
    void whatGoesOnIsKept(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        String whole = text(random);
        for (int cut = 0; cut <= whole.length(); cut++) {
            String sent = new Stitcher(whole.substring(0, cut)).sent();
            assertEquals(
                    whole, joined(whole, cut, whole.substring(sent.length()), random), "the model gives blanks anew");
            if (cut < whole.length() && !Character.isSpaceChar(whole.charAt(cut)) && whole.charAt(cut) != '\n') {
                assertEquals(whole, joined(whole, cut, whole.substring(cut), random), "it gives none");
            }
        }
    }

    @RepeatedTest(40)
    void whatIsRepeatedOfTheEndIsCut(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        String whole = text(random);
        for (int cut = LONG; cut <= whole.length(); cut++) {
            int sent = new Stitcher(whole.substring(0, cut)).sent().length();
            int from = random.nextInt(Math.max(1, sent - 2 * LONG + 1)); // blanks at its begin do not count
            if (sent - from > 2 * LONG) {
                assertEquals(whole, joined(whole, cut, whole.substring(from), random), () -> "again from " + from);
                assertEquals(whole, joined(whole, cut, "\n" + whole.substring(from), random), "behind a blank");
            }
        }
    }

    @RepeatedTest(40)
    void whatBeginsAnewIsCut(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        String whole = text(random);
        for (int cut = 2 * LONG; cut <= whole.length(); cut++) {
            assertEquals(whole, joined(whole, cut, whole, random), "cut at " + cut);
        }
    }

    @RepeatedTest(20)
    void everyCutOfAContinuationGivesTheSame(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        String whole = text(random);
        int cut = whole.length() / 2;
        for (String continuation :
                new String[] {whole.substring(cut), whole, whole.substring(cut / 2), "anew: " + whole}) {
            var once = new Stitcher(whole.substring(0, cut));
            String expected = once.add(continuation) + once.rest();
            for (int i = 0; i <= continuation.length(); i++) {
                var twice = new Stitcher(whole.substring(0, cut));
                String first = twice.add(continuation.substring(0, i));
                assertEquals(expected, first + twice.add(continuation.substring(i)) + twice.rest(), "cut at " + i);
            }
        }
    }

    // What is not taken for a repetition

    static Stream<Arguments> ownWords() {
        return Stream.of(
                Arguments.of("He said ha", "ha and left"),
                Arguments.of("ha".repeat(20), "ha".repeat(20) + "."),
                Arguments.of("ha ".repeat(20) + "ha", " ha".repeat(20) + "."),
                Arguments.of(ROW + "Gently.\n" + ROW.strip(), "\n" + ROW + "Merrily."),
                Arguments.of("|" + "-".repeat(40), "-".repeat(40) + "|"),
                Arguments.of("| --- | --- | --- | --- | --- | ---", " | --- | --- | --- | --- | --- |\n| 1 |"),
                Arguments.of("a\u00a0\u00a0", "b"),
                Arguments.of("a\n ", " b"),
                Arguments.of("", ""),
                Arguments.of("no", ""),
                Arguments.of("", "yes, all of it"),
                Arguments.of("  ", "yes, all of it"));
    }

    @ParameterizedTest
    @MethodSource("ownWords")
    void modelsOwnWordsAreKept(String before, String continuation) {
        var stitcher = new Stitcher(before);
        assertEquals(continuation, stitcher.add(continuation) + stitcher.rest());
        assertEquals(0, stitcher.repeated());
    }

    @Test
    void lineThatComesAgainInAListIsKept() {
        String line = "INSERT INTO t VALUES (1, 'a');\n";
        String whole = ("Run this:\n" + line.repeat(5) + "Done.");
        for (int cut = whole.indexOf(line) + 2 * line.length(); cut < whole.length(); cut++) {
            int sent = new Stitcher(whole.substring(0, cut)).sent().length();
            assertEquals(whole, joined(whole, cut, whole.substring(sent), new Random(cut)), "cut at " + cut);
        }
    }

    @Test
    void lengthThatIsTakenForARepetitionIsThatOfTheLimit() {
        String before = "Once there was a word: abcdefghijklmnopqrstuvwxyz";
        String shorter = before.substring(before.length() - LONG + 1);
        String limit = before.substring(before.length() - LONG);
        assertEquals(shorter + "!", new Stitcher(before).add(shorter + "!"));
        assertEquals("!", new Stitcher(before).add(limit + "!"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Once upon", "Once upon a time there was a king who", "a time there was"})
    void whatIsHeldBackAtTheEndIsGiven(String continuation) {
        var stitcher = new Stitcher("Once upon a time there was a king who had");
        assertEquals("", stitcher.add(continuation));
        assertEquals(continuation, stitcher.rest());
        assertEquals("", stitcher.rest(), "once");
    }

    // Blanks, and halves of characters

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"Hello | world|world", "Hello |world|world", "Hello | |''", "Hello ||''", "Hello |  world| world"})
    void blankThatWasGivenIsNotGivenAgain(String before, String continuation, String told) {
        var stitcher = new Stitcher(before);
        assertEquals("Hello", stitcher.sent());
        String given = continuation == null ? "" : stitcher.add(continuation);
        assertEquals(told, given + stitcher.rest());
    }

    @Test
    void halfACharacterIsNotSentAndItsOtherHalfIsGiven() {
        var stitcher = new Stitcher("Fun \ud83d");
        assertEquals("Fun", stitcher.sent());
        assertEquals("\ude00!", stitcher.add(" \ud83d\ude00!"));
    }

    // Bounds

    static Stream<String> hardTexts() {
        return Stream.of(
                "a".repeat(400_000), "ab".repeat(200_000) + "a", "a".repeat(200_000) + "b" + "a".repeat(200_000));
    }

    /** Quadratic, each of these takes minutes. */
    @ParameterizedTest
    @MethodSource("hardTexts")
    @Timeout(20)
    void searchIsLinearInHardTextsToo(String hard) {
        var stitcher = new Stitcher(hard);
        var told = new StringBuilder();
        for (int i = 0; i < hard.length(); i++) {
            told.append(stitcher.add(hard.substring(i, i + 1)));
        }
        told.append(stitcher.add("!")).append(stitcher.rest());
        assertTrue(told.toString().endsWith("!"));
    }

    @Test
    void whatLeavesTheTextBeforeIsGivenAtOnce() {
        var stitcher = new Stitcher("Once upon a time there was a king who had");
        assertEquals("", stitcher.add("a"), "as in 'a time'");
        assertEquals("a horse", stitcher.add(" horse"));
        assertEquals(" a time", stitcher.add(" a time"), "from then on all");
        assertFalse(stitcher.repeated() > 0);
    }

    private static String joined(String whole, int cut, String continuation, Random random) {
        var stitcher = new Stitcher(whole.substring(0, cut));
        var joined = new StringBuilder(whole.substring(0, cut));
        for (int i = 0; i < continuation.length(); ) {
            int n = Math.min(continuation.length() - i, 1 + random.nextInt(random.nextBoolean() ? 4 : 60));
            joined.append(stitcher.add(continuation.substring(i, i + n)));
            i += n;
        }
        return joined.append(stitcher.rest()).toString();
    }

    /** Words as they fall, with blanks of several kinds; nothing of 24 characters stands in it twice but by rare chance. */
    static String text(Random random) {
        String[] words = WORDS.split(" ");
        String[] blanks = {" ", " ", " ", " ", ", ", ". ", "\n", "\n\n", "  ", "\u00a0"};
        var text = new StringBuilder();
        while (text.length() < 300) {
            text.append(words[random.nextInt(words.length)]).append(blanks[random.nextInt(blanks.length)]);
            if (random.nextInt(12) == 0) {
                text.append("\ud83d\ude00\u4f60\u597d");
            }
        }
        return text.toString();
    }
}
