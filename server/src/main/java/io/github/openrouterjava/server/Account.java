package io.github.openrouterjava.server;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.OfflineTransport;
import java.util.List;

/** What OpenRouter tells of its models and of a caller's key, as far as there is something to tell. */
final class Account {
    private static final long CREATED = 1_735_689_600; // the year 2025 began
    private static final List<String> PARAMETERS =
            List.of("max_completion_tokens", "max_tokens", "reasoning", "seed", "tool_choice", "tools");

    private Account() {}

    /** @param of how many there are in all */
    static JsonObject models(List<JsonObject> models, int of) {
        return JsonObject.of("data", new JsonArray(List.copyOf(models)))
                .with("object", Json.of("list")) // clients of OpenAI's look for it
                .with("total_count", Json.of(of))
                .with("links", JsonObject.of("next", JsonNull.NULL));
    }

    /** One of this machine. */
    static JsonObject model(OfflineTransport.Model model) {
        JsonArray text = JsonArray.of(Json.of("text"));
        Json name = Json.of(model.name());
        return JsonObject.of("id", name)
                .with("canonical_slug", name)
                .with("name", name)
                .with("description", Json.of(model.description()))
                .with("object", Json.of("model"))
                .with("owned_by", Json.of("offline"))
                .with("created", Json.of(CREATED))
                .with("context_length", JsonNull.NULL)
                .with(
                        "architecture",
                        JsonObject.of("modality", Json.of("text->text"))
                                .with("input_modalities", text)
                                .with("output_modalities", text)
                                .with("tokenizer", Json.of("Other"))
                                .with("instruct_type", JsonNull.NULL))
                .with("pricing", JsonObject.of("prompt", Json.of("0")).with("completion", Json.of("0")))
                .with(
                        "top_provider",
                        JsonObject.of("context_length", JsonNull.NULL)
                                .with("max_completion_tokens", JsonNull.NULL)
                                .with("is_moderated", Json.of(false)))
                .with("per_request_limits", JsonNull.NULL)
                .with(
                        "supported_parameters",
                        new JsonArray(PARAMETERS.stream().<Json>map(Json::of).toList()))
                .with("default_parameters", JsonNull.NULL)
                .with("supported_voices", JsonNull.NULL)
                .with("expiration_date", JsonNull.NULL)
                .with("links", JsonObject.of("details", Json.of("/api/v1/models")));
    }

    /** A key without limits, of which nothing has been used: nothing here costs anything. */
    static JsonObject key() {
        JsonObject data = JsonObject.of("label", Json.of("offline"));
        for (String unlimited : List.of("limit", "limit_remaining", "limit_reset", "creator_user_id", "expires_at")) {
            data = data.with(unlimited, JsonNull.NULL);
        }
        for (String kind : List.of("usage", "byok_usage")) {
            for (String span : List.of("", "_daily", "_weekly", "_monthly")) {
                data = data.with(kind + span, Json.of(0));
            }
        }
        for (String not :
                List.of("is_free_tier", "is_management_key", "is_provisioning_key", "include_byok_in_limit")) {
            data = data.with(not, Json.of(false));
        }
        JsonObject rate = JsonObject.of("requests", Json.of(-1))
                .with("interval", Json.of("10s"))
                .with("note", Json.of("This field is deprecated and safe to ignore."));
        return JsonObject.of("data", data.with("rate_limit", rate));
    }
}
