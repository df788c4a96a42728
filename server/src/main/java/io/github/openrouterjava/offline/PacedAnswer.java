package io.github.openrouterjava.offline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A short answer that is known from the start, cut and paced to be pleasant to watch: some two seconds in all. */
final class PacedAnswer {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+");
    private static final long MILLISECOND = 1_000_000;
    private static final int ARGUMENT_CHARACTERS = 8;

    private final List<Piece> pieces = new ArrayList<>(List.of(new Piece.Processing(0)));

    void reasoning(String text) {
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i += 3) {
            String some = String.join("", words.subList(i, Math.min(i + 3, words.size())));
            pieces.add(new Piece.Reasoning(pause(300, words.size() / 3), some));
        }
    }

    void toolCall(String name, String arguments) {
        pieces.add(new Piece.ToolCall(60 * MILLISECOND, name));
        List<String> fragments = fragments(arguments);
        for (String fragment : fragments) {
            pieces.add(new Piece.Arguments(pause(120, fragments.size()), fragment));
        }
    }

    void text(String text) {
        List<String> words = words(text);
        for (String word : words) {
            pieces.add(new Piece.Text(pause(1300, words.size()), word));
        }
    }

    Iterator<Piece> finish(String reason) {
        pieces.add(new Piece.Finish(0, reason));
        return pieces.iterator();
    }

    /** The words of a text, each with the space before it. */
    static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /** A call's arguments as they come: a few characters at a time. */
    static List<String> fragments(String arguments) {
        var fragments = new ArrayList<String>();
        for (int from = 0; from < arguments.length(); ) {
            int to = Math.min(from + ARGUMENT_CHARACTERS, arguments.length());
            if (to < arguments.length() && Character.isLowSurrogate(arguments.charAt(to))) {
                to++;
            }
            fragments.add(arguments.substring(from, to));
            from = to;
        }
        return fragments;
    }

    /** A pause so that all of them take this many milliseconds, and none so long that it drags. */
    private static long pause(int milliseconds, int count) {
        return Math.min(milliseconds * MILLISECOND / Math.max(count, 1), 40 * MILLISECOND);
    }
}
