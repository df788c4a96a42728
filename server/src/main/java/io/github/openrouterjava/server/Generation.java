package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code GET /generation} tells of an exchange, read from its bytes when somebody asks. */
final class Generation {
    /** What only OpenRouter itself knows. */
    private static final List<String> UNKNOWN = List.of(
            "app_id",
            "cache_discount",
            "data_region",
            "external_user",
            "http_referer",
            "moderation_latency",
            "native_tokens_completion_images",
            "num_fetches",
            "num_input_audio_prompt",
            "num_media_completion",
            "num_media_prompt",
            "num_search_results",
            "preset_id",
            "provider_responses",
            "request_id",
            "response_cache_source_id",
            "router",
            "service_tier",
            "session_id",
            "upstream_id",
            "upstream_inference_cost",
            "user_agent",
            "web_search_engine");

    private Generation() {}

    static JsonObject of(Cassette cassette) {
        Documents said = Documents.of(cassette);
        JsonObject last = said.last("usage", JsonObject.class);
        JsonObject usage = last == null ? JsonObject.EMPTY : last;
        boolean open = cassette.end() == End.OPEN;
        List<Piece> pieces = cassette.pieces();
        Json reason = said.choice("finish_reason");
        Json prompt = count(usage, "prompt_tokens");
        Json completion = count(usage, "completion_tokens");
        JsonObject json = JsonObject.of("id", Json.of(String.valueOf(Journal.id(cassette))))
                .with("api_type", Json.of("completions"))
                .with("model", orNull(said.last("model", Json.class)))
                .with("provider_name", orNull(said.last("provider", Json.class)))
                .with("created_at", Json.of(cassette.begun().toString()))
                .with("streamed", Json.of(cassette.streamed()))
                .with("cancelled", open ? JsonNull.NULL : Json.of(cassette.end() == End.CANCELLED))
                .with("finish_reason", reason)
                .with("native_finish_reason", said.choice("native_finish_reason"))
                .with(
                        "latency",
                        pieces == null || pieces.isEmpty()
                                ? JsonNull.NULL
                                : millis(pieces.getFirst().at()))
                .with("generation_time", open ? JsonNull.NULL : millis(cassette.endAt()))
                .with("tokens_prompt", prompt)
                .with("tokens_completion", completion)
                .with("native_tokens_prompt", prompt)
                .with("native_tokens_completion", completion)
                .with("native_tokens_reasoning", count(usage.object("completion_tokens_details"), "reasoning_tokens"))
                .with("native_tokens_cached", count(usage.object("prompt_tokens_details"), "cached_tokens"))
                .with("is_byok", Json.of(Boolean.TRUE.equals(usage.bool("is_byok"))))
                .with("origin", Json.of(""))
                .with("total_cost", cost(usage))
                .with("usage", cost(usage));
        for (String name : UNKNOWN) {
            json = json.with(name, JsonNull.NULL);
        }
        return json;
    }

    private static Json orNull(@Nullable Json value) {
        return value == null ? JsonNull.NULL : value;
    }

    private static Json count(@Nullable JsonObject of, String name) {
        JsonNumber number = of == null ? null : of.number(name);
        return number == null ? JsonNull.NULL : number;
    }

    private static Json cost(JsonObject usage) {
        JsonNumber cost = usage.number("cost");
        return cost == null ? JsonNull.NULL : cost;
    }

    private static Json millis(long nanos) {
        return Json.of(nanos / 1_000_000);
    }
}
