package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.PartialJson;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JSON object in what a model says while it says it: bare, within a Markdown fence, or amid prose.
 *
 * <p>The object begins with the first brace that a quote follows, blanks between them left aside; what stands before it
 * and behind its end is passed over. Nothing is read twice, so an object that goes wrong is the answer, and wrong.
 */
public final class AnswerJson {
    /** What came of the object. */
    final PartialJson json = new PartialJson();

    private boolean brace;
    private boolean begun;
    private @Nullable JsonException wrong;

    AnswerJson() {}

    /**
     * The value that a whole answer holds: all of its text, or the object in it; null where there is neither.
     *
     * @throws JsonException where the object in it is no JSON, or is cut off
     */
    public static @Nullable Json in(String text) {
        var found = new AnswerJson();
        found.add(text);
        if (found.begun) {
            return found.end();
        }
        var whole = new PartialJson();
        try {
            whole.add(text);
            return whole.end();
        } catch (JsonException prose) {
            return null;
        }
    }

    void add(String piece) {
        int from = begun ? 0 : begin(piece);
        if (from >= 0 && wrong == null) {
            try {
                json.addUntilEnd(piece, from);
            } catch (JsonException e) {
                wrong = e;
            }
        }
    }

    /** Where the object goes on behind its brace; -1 where this piece brings no quote to one. */
    private int begin(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (brace && c == '"') {
                begun = true;
                json.add("{");
                return i;
            }
            brace = c == '{' || brace && (c == ' ' || c == '\n' || c == '\r' || c == '\t');
        }
        return -1;
    }

    private Json end() {
        if (wrong != null) {
            throw wrong;
        }
        return json.end();
    }
}
