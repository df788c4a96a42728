package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.CassetteJson;
import io.github.openrouterjava.cassette.Redaction;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange of the journal in short: who was asked what, and how it went. */
final class Summary {
    private static final int SHOWN = 80; // characters of the question

    private Summary() {}

    /** @param redaction of what is told */
    static JsonObject of(long number, Cassette cassette, Redaction redaction) {
        Documents said = Documents.of(cassette);
        JsonObject asked = CassetteJson.document(cassette.request().body().bytes()) instanceof JsonObject body
                ? body
                : JsonObject.EMPTY;
        JsonObject usage = said.last("usage", JsonObject.class);
        var pieces = cassette.pieces();
        return redaction.redacted(JsonObject.of("number", Json.of(number))
                .with("begun", Json.of(cassette.begun().toString()))
                .with("generation", orNull(Journal.id(cassette)))
                .with("model", orNull(asked.string("model")))
                .with("question", orNull(question(asked.array("messages"), redaction)))
                .with(
                        "status",
                        cassette.head() == null
                                ? JsonNull.NULL
                                : Json.of(cassette.head().status()))
                .with("streamed", Json.of(cassette.streamed()))
                .with("outcome", Json.of(outcome(cassette, said)))
                .with("finish_reason", said.choice("finish_reason"))
                .with("error", orNull(said.last("error", JsonObject.class)))
                .with(
                        "first_ms",
                        pieces == null || pieces.isEmpty()
                                ? JsonNull.NULL
                                : millis(pieces.getFirst().at()))
                .with("ms", cassette.end() == End.OPEN ? JsonNull.NULL : millis(cassette.endAt()))
                .with("tokens", orNull(usage == null ? null : usage.number("completion_tokens")))
                .with("cost", orNull(usage == null ? null : usage.number("cost"))));
    }

    private static String outcome(Cassette cassette, Documents said) {
        boolean refused = cassette.head() != null && cassette.head().status() >= 400;
        if (cassette.end() == End.OPEN) {
            return "running";
        }
        if (refused || said.last("error", JsonObject.class) != null) {
            return "error";
        }
        if (cassette.pieces() == null) {
            return "too long to keep";
        }
        if (said.malformed()) {
            return "malformed";
        }
        boolean complete = said.done() || said.choice("finish_reason") instanceof JsonString;
        return switch (cassette.end()) {
            case CANCELLED -> "cancelled";
            case WHOLE -> complete ? "complete" : "cut off";
            default -> "cut off";
        };
    }

    /** The begin of the last message's text, or null. */
    private static @Nullable Json question(@Nullable JsonArray messages, Redaction redaction) {
        if (messages == null
                || messages.elements().isEmpty()
                || !(messages.elements().getLast() instanceof JsonObject last)) {
            return null;
        }
        String text = switch (last.get("content")) {
            case JsonString(String plain) -> plain;
            case JsonArray(List<Json> parts)
            when !parts.isEmpty() && parts.getFirst() instanceof JsonObject part && part.string("text") != null ->
                String.valueOf(part.string("text"));
            case null, default -> null;
        };
        if (text == null) {
            return null;
        }
        String told = redaction.redacted(text); // before it is cut, for half a key is found nowhere
        boolean fits = told.codePointCount(0, told.length()) <= SHOWN;
        return Json.of(fits ? told : told.substring(0, told.offsetByCodePoints(0, SHOWN)) + "…");
    }

    private static Json orNull(@Nullable Json value) {
        return value == null ? JsonNull.NULL : value;
    }

    private static Json orNull(@Nullable String text) {
        return text == null ? JsonNull.NULL : Json.of(text);
    }

    private static Json millis(long nanos) {
        return new JsonNumber(Long.toString(nanos / 1_000_000));
    }
}
