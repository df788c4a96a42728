package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonReader;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is reported inside an answer: in a chunk, in a choice, or in place of a completion.
 *
 * @param code an HTTP status; where the server sends a word instead, it stands in {@code extra()} and {@link #codeText()}
 * @param message for people
 * @param type the kind of failure, as OpenAI's errors name it
 * @param param which request parameter is at fault, as OpenAI's errors name it
 * @param metadata the provider's name, its own error, the kind of failure ({@code error_type})
 * @param availability whether and when another try makes sense, and with which models
 */
public record ChatError(
        @Nullable Integer code,
        @Nullable String message,
        @Nullable String type,
        @Nullable String param,
        @Nullable JsonObject metadata,
        @Nullable JsonObject availability,
        JsonObject extra)
        implements Wire {

    /** The code, be it a number or a word; null where there is none. */
    public @Nullable String codeText() {
        return code != null ? Integer.valueOf(code).toString() : extra.string("code");
    }

    /** Reads an error object, or its best reading from a plain string, which is kept. */
    static @Nullable ChatError readAny(WireReader in) {
        if (in.peek() == JsonReader.Kind.OBJECT) {
            return read(in);
        }
        Json kept = in.keepAny();
        return kept instanceof JsonString(String message) && !message.isBlank()
                ? new ChatError(null, message, null, null, null, null, JsonObject.EMPTY)
                : null;
    }

    static ChatError read(WireReader in) {
        Integer code = null;
        String message = null;
        String type = null;
        String param = null;
        JsonObject metadata = null;
        JsonObject availability = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "code" -> code = in.integer();
                case "message" -> message = in.string();
                case "type" -> type = in.string();
                case "param" -> param = in.string();
                case "metadata" -> metadata = in.anyObject();
                case "availability" -> availability = in.anyObject();
                default -> in.keep();
            }
        }
        return new ChatError(code, message, type, param, metadata, availability, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("code", code)
                .member("message", message)
                .member("type", type)
                .member("param", param)
                .member("metadata", metadata)
                .member("availability", availability)
                .end();
    }
}
