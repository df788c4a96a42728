package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that can be answered.
 *
 * @param raw the body as it came
 * @param model without its suffix
 * @param suffix the settings after the model's colon, or an empty text
 * @param messages at least one
 */
record Ask(String raw, JsonObject body, String model, String suffix, boolean stream, List<JsonObject> messages) {

    static Ask read(byte[] bytes) throws Refusal {
        JsonObject body = object(bytes);
        String model = body.string("model");
        if (model == null) {
            throw Refusal.of("model", "must be the name of a model");
        }
        List<JsonObject> messages = messages(body);
        boolean stream = switch (body.get("stream")) {
            case null -> false;
            case JsonNull ignored -> false;
            case JsonBoolean(boolean value) -> value;
            default -> throw Refusal.of("stream", "must be true or false");
        };
        return new Ask(new String(bytes, UTF_8), body, model, "", stream, messages).of(model);
    }

    /** The same request of this model, which may have a suffix. */
    Ask of(String modelAndSuffix) {
        String name = OfflineTransport.withoutSettings(modelAndSuffix);
        String settings = name.length() == modelAndSuffix.length() ? "" : modelAndSuffix.substring(name.length() + 1);
        return new Ask(raw, body, name, settings, stream, messages);
    }

    /** The last message. */
    JsonObject last() {
        return messages.getLast();
    }

    /** The text of the last message of the user, or an empty text. */
    String question() {
        for (JsonObject message : messages.reversed()) {
            if ("user".equals(message.string("role"))) {
                return text(message);
            }
        }
        return "";
    }

    /** How many tokens the answer may have, or {@link Long#MAX_VALUE}. */
    long maxTokens() throws Refusal {
        return Math.min(limit("max_tokens"), limit("max_completion_tokens"));
    }

    private long limit(String member) throws Refusal {
        Json value = body.get(member);
        if (value == null || value instanceof JsonNull) {
            return Long.MAX_VALUE;
        }
        Long limit = value instanceof JsonNumber number && number.isInteger() ? number.toLong() : null;
        if (limit == null || limit < 1) {
            throw Refusal.of(member, "must be a whole number from 1, not " + value);
        }
        return limit;
    }

    /** The text of a message, its text parts joined; what is not text is left out. */
    static String text(JsonObject message) {
        return switch (message.get("content")) {
            case JsonString(String value) -> value;
            case JsonArray(List<Json> parts) -> {
                var text = new StringBuilder();
                for (Json part : parts) {
                    String more = part instanceof JsonObject object ? object.string("text") : null;
                    text.append(more == null ? "" : more);
                }
                yield text.toString();
            }
            case null, default -> "";
        };
    }

    private static JsonObject object(byte[] bytes) throws Refusal {
        try {
            if (Json.parse(bytes) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException problem) {
            throw new Refusal(400, "the body is not JSON: " + problem.getMessage());
        }
        throw new Refusal(400, "the body must be a JSON object");
    }

    private static List<JsonObject> messages(JsonObject body) throws Refusal {
        @Nullable JsonArray array = body.array("messages");
        if (array == null || array.elements().isEmpty()) {
            throw Refusal.of("messages", "must be an array of at least one message");
        }
        var messages = new ArrayList<JsonObject>();
        for (Json element : array.elements()) {
            if (!(element instanceof JsonObject message) || message.string("role") == null) {
                throw Refusal.of("messages[" + messages.size() + "]", "must be an object with a role");
            }
            messages.add(message);
        }
        return messages;
    }
}
