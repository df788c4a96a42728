package io.github.openrouterjava.server;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
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

    private final Entry entry;
    private final List<JsonObject> documents;

    private Generation(Entry entry, List<JsonObject> documents) {
        this.entry = entry;
        this.documents = documents;
    }

    static JsonObject of(Entry entry) {
        byte[] body = entry.body();
        return new Generation(entry, body == null ? List.of() : documents(body)).json();
    }

    private JsonObject json() {
        JsonObject usage = (JsonObject) last("usage", JsonObject.class, JsonObject.EMPTY);
        Json reason = choice("finish_reason");
        Json prompt = count(usage, "prompt_tokens");
        Json completion = count(usage, "completion_tokens");
        JsonObject json = JsonObject.of("id", Json.of(entry.id()))
                .with("api_type", Json.of("completions"))
                .with("model", last("model", Json.class, JsonNull.NULL))
                .with("provider_name", last("provider", Json.class, JsonNull.NULL))
                .with("created_at", Json.of(entry.begun().toString()))
                .with("streamed", Json.of(entry.streamed()))
                .with("cancelled", entry.ended() ? Json.of(entry.cancelled()) : JsonNull.NULL)
                .with("finish_reason", reason)
                .with("native_finish_reason", choice("native_finish_reason"))
                .with("latency", orNull(entry.firstByteMillis()))
                .with("generation_time", orNull(entry.millis()))
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

    /** The last value of this type that a member with this name has. */
    private Json last(String name, Class<? extends Json> type, Json otherwise) {
        for (JsonObject document : documents.reversed()) {
            Json value = document.get(name);
            if (value != null && type.isInstance(value)) {
                return value;
            }
        }
        return otherwise;
    }

    private Json choice(String name) {
        for (JsonObject document : documents.reversed()) {
            JsonArray choices = document.array("choices");
            if (choices != null
                    && !choices.elements().isEmpty()
                    && choices.elements().getFirst() instanceof JsonObject first
                    && first.get(name) instanceof JsonString reason) {
                return reason;
            }
        }
        return JsonNull.NULL;
    }

    private static Json count(@Nullable JsonObject of, String name) {
        JsonNumber number = of == null ? null : of.number(name);
        return number == null ? JsonNull.NULL : number;
    }

    private static Json cost(JsonObject usage) {
        JsonNumber cost = usage.number("cost");
        return cost == null ? Json.of(0) : cost;
    }

    private static Json orNull(@Nullable Long number) {
        return number == null ? JsonNull.NULL : Json.of(number);
    }

    /** The JSON objects that a body consists of: its events' data, or the body itself; those that are none are left out. */
    private static List<JsonObject> documents(byte[] body) {
        var documents = new ArrayList<JsonObject>();
        if (body.length > 0 && body[0] == '{') {
            add(body, documents);
            return documents;
        }
        var events = new SseReader(new ByteArrayInputStream(body));
        try {
            while (events.next()) {
                add(Arrays.copyOfRange(events.data(), events.from(), events.to()), documents);
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never); // it is read from memory
        }
        return documents;
    }

    private static void add(byte[] data, List<JsonObject> to) {
        try {
            if (Json.parse(data) instanceof JsonObject object) {
                to.add(object);
            }
        } catch (JsonException notJson) {
            return; // such as [DONE], and what has come of the last event
        }
    }
}
