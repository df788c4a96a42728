package io.github.openrouterjava.offline;

import java.util.Iterator;

/** {@code offline/echo}: the request's body, as it came, at once. */
final class Echo {
    static final String NAME = "offline/echo";
    private static final int CHARACTERS = 20;

    private Echo() {}

    static Iterator<Piece> answer(Ask ask) {
        return new Iterator<>() {
            private final String text = ask.raw();
            private int said;
            private boolean begun;
            private boolean finished;

            @Override
            public boolean hasNext() {
                return !finished;
            }

            @Override
            public Piece next() {
                if (!begun) {
                    begun = true;
                    return new Piece.Processing(0);
                }
                if (said == text.length()) {
                    finished = true;
                    return new Piece.Finish(0, "stop");
                }
                int end = Math.min(said + CHARACTERS, text.length());
                if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                    end++;
                }
                String piece = text.substring(said, end);
                said = end;
                return new Piece.Text(0, piece);
            }
        };
    }
}
