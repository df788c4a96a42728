package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.fuzz.FuzzInput;
import org.jspecify.annotations.Nullable;

/** Any text is the same value, or the same {@link JsonException}, in any pieces, and what is seen on the way is JSON. */
public final class PartialFuzz {
    private PartialFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 8 << 10);
        String document = new String(chosen.content(), UTF_8);
        Json whole = null;
        JsonException refusal = null;
        try {
            whole = Json.parse(document);
        } catch (JsonException e) {
            refusal = e;
        }
        inPieces(document, chosen.sizes(), whole, refusal);
        inPieces(document, new byte[] {0, 0, 0, 0}, whole, refusal);
        inPieces(document, new byte[] {-1, -1, -1, -1}, whole, refusal);
        followed(document);
    }

    private static void inPieces(String document, byte[] sizes, @Nullable Json whole, @Nullable JsonException refusal) {
        var partial = new PartialJson();
        int from = 0;
        try {
            for (int turn = 0; from < document.length(); turn++) {
                int to = Math.min(document.length(), from + 1 + (sizes[turn % sizes.length] & 0xff));
                partial.add(document.substring(from, to));
                from = to;
                if (turn < 40) {
                    seen(partial);
                }
            }
            assertEquals(document.length(), partial.length());
            Json value = partial.end();
            assertEquals(whole, value, () -> "in pieces: " + value);
            assertEquals(String.valueOf(whole), value.toText(), "members in the same order");
            assertSame(value, partial.get(""));
        } catch (JsonException e) {
            String verdict = refusal == null ? "read" : refusal.problem() + refusal.offset() + refusal.truncated();
            assertEquals(verdict, e.problem() + e.offset() + e.truncated());
            assertSame(e, assertThrows(JsonException.class, () -> partial.add("")));
            assertTrue(partial.length() <= document.length());
            seen(partial);
        }
    }

    private static void seen(PartialJson partial) {
        Json shown = partial.snapshot();
        if (shown != null) {
            assertEquals(shown, Json.parse(shown.toText()));
        }
        if (shown instanceof JsonArray(var elements)) {
            int count = partial.count("");
            assertTrue(count == elements.size() || count == elements.size() - 1);
            for (int i = 0; i < elements.size() && i < 3; i++) {
                Json element = partial.get("[" + i + "]");
                assertEquals(i < count ? elements.get(i) : null, element);
                String text = elements.get(i) instanceof JsonString(String value) ? value : null;
                assertEquals(text, partial.text("[" + i + "]"));
            }
        }
    }

    /** A document that something follows ends where it ended alone. */
    private static void followed(String document) {
        var partial = new PartialJson();
        try {
            int end = partial.addUntilEnd(document, 0);
            if (partial.isComplete()) {
                assertEquals(Json.parse(document.substring(0, end)), partial.end());
            }
        } catch (JsonException refused) {
            assertTrue(partial.length() < document.length(), "refused where something is wrong, not at the end");
        }
    }
}
