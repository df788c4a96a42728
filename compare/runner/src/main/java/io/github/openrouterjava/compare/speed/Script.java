package io.github.openrouterjava.compare.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the server does with a request, as the first part of its path says.
 *
 * @param chunks with a piece of text each
 * @param number the most bytes of an HTTP chunk, 0 for an event in each; where paced, microseconds from piece to piece
 */
record Script(Kind kind, int chunks, int number) {
    enum Kind {
        /** All at once. */
        BURST,
        /** All at once, and the connection is closed behind it. */
        ONCE,
        /** A piece at a time, which says when it was sent. */
        PACED
    }

    /** So many answers with different texts are sent in turn. */
    private static final int VARIANTS = 8;

    static Script parse(String path) {
        String[] parts = path.split("-");
        return new Script(
                Kind.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]));
    }

    /** What it is called in a path. */
    String path() {
        return kind.name().toLowerCase(Locale.ROOT) + "-" + chunks + "-" + number;
    }

    boolean paced() {
        return kind == Kind.PACED;
    }

    /** The answers, the same in each process. */
    List<Answer> answers() {
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < (paced() ? 1 : VARIANTS); i++) answers.add(Answer.of(chunks, paced(), 42 + i));
        return answers;
    }

    /** What clients must have got. */
    Expected expected() {
        return new Expected(answers().stream().map(Answer::expected).toArray(long[][]::new));
    }
}
