package io.github.openrouterjava.chat;

import java.util.Arrays;

/**
 * Joins the text of a continuation to the text before it, piece by piece and in linear time.
 *
 * <p>A continuation goes on where the text ends, or repeats the end of it, or all of it, first. So what comes is held
 * back as long as it stands, as it came, somewhere in the text before: then either it leaves that text, and is new, or
 * it reaches its end, and is a repetition, which is cut. How sure that is, is said in
 * {@code docs/decisions/0018-stitching.md}.
 */
final class Stitcher {
    /** A repetition of fewer characters is taken for the model's own words: "ha" goes on with "ha". */
    static final int SHORTEST = 24;

    private final String before;
    private final String blanks;
    private final StringBuilder held = new StringBuilder();
    private int blanksSeen;
    private int from; // where the continuation's first word begins in what is held
    private int at; // how far the text before has been searched
    private int matched; // how much of what is held stands there, up to that place
    private int[] borders = new int[SHORTEST + 1]; // of what is held: how long its longest begin is that also ends it
    private int bordersKnown = 1;
    private boolean decided;
    private int repeated;

    Stitcher(String text) {
        int end = text.length();
        while (end > 0 && isLeftOut(text.charAt(end - 1))) {
            end--;
        }
        before = text.substring(0, end);
        blanks = text.substring(end);
    }

    /** The text to be continued, without the blanks at its end, which some providers refuse there. */
    String sent() {
        return before;
    }

    /** How many characters were cut because they stood before. */
    int repeated() {
        return repeated;
    }

    /** What is new in the continuation up to this piece and has not been given yet; empty while that is not decided. */
    String add(String piece) {
        if (decided) {
            return withoutBlanks(piece);
        }
        held.append(piece);
        while (from < held.length() && isBlank(held.charAt(from))) {
            from++;
        }
        if (!searched()) {
            return "";
        }
        int cut = isRepetition(matched) ? matched : 0;
        repeated = cut;
        return decided(cut == 0 ? 0 : from + cut);
    }

    /** What is held back, at the continuation's end: then it is no repetition, as that would go on. */
    String rest() {
        return decided ? "" : decided(0);
    }

    private String decided(int cut) {
        decided = true;
        String told = held.substring(cut);
        held.setLength(0);
        held.trimToSize();
        return withoutBlanks(told);
    }

    /** True where it is known how the text before ends and the continuation begins: with so much as is matched. */
    private boolean searched() {
        int length = held.length() - from;
        while (at < before.length()) {
            if (matched == length) {
                return false;
            }
            matched = next(matched, before.charAt(at));
            at++;
        }
        return true;
    }

    /**
     * True for a begin of the continuation that is long enough, nowhere else in the text, and does not itself end as it
     * begins: lines of a list, dashes and refrains come again without being a repetition.
     */
    private boolean isRepetition(int length) {
        if (length < SHORTEST || 3 * border(length) >= length) {
            return false;
        }
        int same = 0;
        for (int i = 0; i < before.length() - 1; i++) {
            same = next(same, before.charAt(i));
            if (same == length) {
                return false;
            }
        }
        return true;
    }

    /** How much of what is held stands before and with this character, where so much stood before it (Knuth, Morris, Pratt). */
    private int next(int same, char c) {
        int length = same;
        while (length > 0 && (from + length == held.length() || held.charAt(from + length) != c)) {
            length = border(length);
        }
        return from + length < held.length() && held.charAt(from + length) == c ? length + 1 : 0;
    }

    private int border(int length) {
        for (; bordersKnown < length; bordersKnown++) {
            if (bordersKnown + 1 == borders.length) {
                borders = Arrays.copyOf(borders, 2 * borders.length);
            }
            char c = held.charAt(from + bordersKnown);
            int border = borders[bordersKnown];
            while (border > 0 && held.charAt(from + border) != c) {
                border = borders[border];
            }
            borders[bordersKnown + 1] = held.charAt(from + border) == c ? border + 1 : 0;
        }
        return borders[length];
    }

    /** The blanks that were left out have been given, so the continuation's own begin behind them. */
    private String withoutBlanks(String told) {
        int cut = 0;
        while (cut < told.length() && blanksSeen < blanks.length()) {
            if (told.charAt(cut) != blanks.charAt(blanksSeen)) {
                blanksSeen = blanks.length();
            } else {
                cut++;
                blanksSeen++;
            }
        }
        return told.substring(cut);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Half a character can't be sent either. */
    private static boolean isLeftOut(char c) {
        return isBlank(c) || Character.isHighSurrogate(c);
    }
}
