package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words in which the catalogue describes steps: an object with one member, whose name is the word.
 *
 * @param model that was asked for
 */
record Steps(String model) {
    private static final String ID = "gen-conformance";

    List<Step> list(@Nullable Json described) {
        return described instanceof JsonArray(List<Json> steps)
                ? steps.stream().map(this::step).toList()
                : List.of();
    }

    private Step step(Json described) {
        if (described instanceof JsonString(String word) && word.equals("done")) {
            return event("[DONE]");
        }
        if (!(described instanceof JsonObject step) || step.members().size() != 1) {
            throw new IllegalArgumentException("no step: " + described);
        }
        var only = step.members().entrySet().iterator().next();
        return step(only.getKey(), only.getValue());
    }

    private Step step(String word, Json value) {
        return switch (word) {
            case "text" -> body(text(value));
            case "bytes" -> new Step.Body(text(value).getBytes(ISO_8859_1), 1);
            case "raw" -> new Step.Raw(text(value).getBytes(ISO_8859_1));
            case "json" -> body(value.toText());
            case "comment" -> body(": " + text(value) + "\n\n");
            case "data" -> event(value instanceof JsonString(String data) ? data : value.toText());
            case "chunk" -> event(chunk(object(value)));
            case "delta" -> event(choice(object(value), JsonNull.NULL));
            case "finish" -> event(choice(JsonObject.EMPTY, value));
            case "usage" ->
                event(chunk(JsonObject.of("choices", new JsonArray(List.of())).with("usage", value)));
            case "pause_ms" -> new Step.Pause(number(value));
            case "fill" -> {
                JsonObject fill = object(value);
                yield new Step.Body(text(fill.get("of")).getBytes(UTF_8), number(fill.get("times")));
            }
            case "repeat" -> {
                JsonObject repeat = object(value);
                yield new Step.Repeat(number(repeat.get("times")), list(repeat.get("steps")));
            }
            default -> throw new IllegalArgumentException("no step is called '" + word + "'");
        };
    }

    private static Step event(String data) {
        return body("data: " + data + "\n\n");
    }

    private Step event(JsonObject chunk) {
        return event(chunk.toText());
    }

    private static Step body(String text) {
        return new Step.Body(text.getBytes(UTF_8), 1);
    }

    private JsonObject choice(JsonObject delta, Json finishReason) {
        JsonObject choice =
                JsonObject.of("index", Json.of(0)).with("delta", delta).with("finish_reason", finishReason);
        return chunk(JsonObject.of("choices", new JsonArray(List.of(choice))));
    }

    /** A chunk with what each chunk has, unless it says otherwise. */
    private JsonObject chunk(JsonObject members) {
        JsonObject chunk = JsonObject.of("id", Json.of(ID))
                .with("object", Json.of("chat.completion.chunk"))
                .with("created", Json.of(1_700_000_000))
                .with("model", Json.of(model));
        for (var member : members.members().entrySet()) {
            chunk = chunk.with(member.getKey(), member.getValue());
        }
        return chunk;
    }

    private static String text(@Nullable Json value) {
        if (value instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalArgumentException("no text: " + value);
    }

    private static int number(@Nullable Json value) {
        if (value instanceof JsonNumber number && number.isInteger()) {
            return (int) number.toDouble();
        }
        throw new IllegalArgumentException("no whole number: " + value);
    }

    private static JsonObject object(@Nullable Json value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new IllegalArgumentException("no object: " + value);
    }
}
