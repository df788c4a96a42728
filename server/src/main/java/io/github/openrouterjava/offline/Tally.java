package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.util.Map;

/** Counts what an answer says and makes its usage of that. */
final class Tally {
    private final long promptTokens;
    private long reasoning;
    private long rest;

    Tally(long promptTokens) {
        this.promptTokens = promptTokens;
    }

    /** The estimate: a token per four characters, begun ones whole. */
    static long tokens(long characters) {
        return (characters + 3) / 4;
    }

    void add(Piece piece) {
        switch (piece) {
            case Piece.Reasoning(long pause, String text) -> reasoning += text.length();
            case Piece.Text(long pause, String text) -> rest += text.length();
            case Piece.ToolCall(long pause, String name) -> rest += name.length();
            case Piece.Arguments(long pause, String json) -> rest += json.length();
            default -> {}
        }
    }

    /** The estimate, but for what is known. */
    JsonObject usage(JsonObject known) {
        JsonObject usage = JsonObject.of("prompt_tokens", Json.of(promptTokens))
                .with("completion_tokens", Json.of(tokens(reasoning) + tokens(rest)))
                .with("total_tokens", Json.of(0))
                .with("cost", Json.of(0))
                .with("is_byok", Json.of(false))
                .with("prompt_tokens_details", JsonObject.of("cached_tokens", Json.of(0)))
                .with("completion_tokens_details", JsonObject.of("reasoning_tokens", Json.of(tokens(reasoning))));
        for (Map.Entry<String, Json> member : known.members().entrySet()) {
            usage = usage.with(member.getKey(), member.getValue());
        }
        return known.has("total_tokens") ? usage : usage.with("total_tokens", Json.of(total(usage)));
    }

    private static long total(JsonObject usage) {
        long total = 0;
        for (String part : new String[] {"prompt_tokens", "completion_tokens"}) {
            Long tokens = usage.get(part) instanceof JsonNumber number ? number.toLong() : null;
            total += tokens == null ? 0 : tokens;
        }
        return total;
    }
}
