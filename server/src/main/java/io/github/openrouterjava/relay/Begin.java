package io.github.openrouterjava.relay;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer's begin says of it: whether it fails before there is any content. */
enum Begin {
    /** There is no telling yet. */
    OPEN,
    CONTENT,
    ERROR;

    /** @param events what has come of a body of server-sent events */
    static Begin of(byte[] events) {
        var reader = new SseReader(new ByteArrayInputStream(events));
        try {
            while (reader.next()) {
                Begin begin = ofDocument(Arrays.copyOfRange(reader.data(), reader.from(), reader.to()));
                if (begin != OPEN) {
                    return begin;
                }
            }
        } catch (IOException tooLong) {
            return CONTENT; // an event of such a length is none of an error
        }
        return OPEN;
    }

    /** @param document one event's data, or a whole body of JSON */
    static Begin ofDocument(byte[] document) {
        try {
            return Json.parse(document) instanceof JsonObject chunk ? of(chunk) : CONTENT;
        } catch (JsonException notJson) {
            return CONTENT; // whatever it is, the client shall see it
        }
    }

    private static Begin of(JsonObject chunk) {
        if (isThere(chunk.get("error"))) {
            return ERROR;
        }
        JsonArray choices = chunk.array("choices");
        for (Json element : choices == null ? List.<Json>of() : choices.elements()) {
            if (element instanceof JsonObject choice) {
                if (isThere(choice.get("error")) || Json.of("error").equals(choice.get("finish_reason"))) {
                    return ERROR;
                }
                if (isThere(choice.get("finish_reason"))
                        || choice.has("message")
                        || hasContent(choice.object("delta"))) {
                    return CONTENT;
                }
            }
        }
        return OPEN;
    }

    private static boolean hasContent(@Nullable JsonObject delta) {
        return delta != null
                && delta.members().entrySet().stream()
                        .anyMatch(member -> !member.getKey().equals("role") && isThere(member.getValue()));
    }

    private static boolean isThere(@Nullable Json value) {
        return switch (value) {
            case null -> false;
            case JsonNull none -> false;
            case JsonString(String text) -> !text.isEmpty();
            case JsonArray array -> !array.elements().isEmpty();
            default -> true;
        };
    }
}
