package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Whether a model calls tools, or which one it must call.
 *
 * @param json a word, or an object that names a tool
 */
public record ToolChoice(Json json) implements Wire {
    /** The model calls no tool. */
    public static final ToolChoice NONE = new ToolChoice(Json.of("none"));

    /** The model decides. */
    public static final ToolChoice AUTO = new ToolChoice(Json.of("auto"));

    /** The model calls at least one tool. */
    public static final ToolChoice REQUIRED = new ToolChoice(Json.of("required"));

    /** The model calls this function. */
    public static ToolChoice function(String name) {
        return new ToolChoice(
                Members.set(JsonObject.of("function", JsonObject.of("name", Json.of(name))), "type", "function"));
    }

    /** The model calls the server tool of this type, such as {@code openrouter:web_search}. */
    public static ToolChoice server(String type) {
        return new ToolChoice(JsonObject.of("type", Json.of(type)));
    }

    static @Nullable ToolChoice of(@Nullable Json json) {
        return json == null || json instanceof JsonNull ? null : new ToolChoice(json);
    }

    /** The word, or the named tool's type: {@code function} or that of a server tool. */
    public @Nullable String type() {
        return switch (json) {
            case JsonString(String word) -> word;
            case JsonObject object -> object.string("type");
            default -> null;
        };
    }

    /** The named function's name. */
    public @Nullable String name() {
        JsonObject function = json instanceof JsonObject object ? object.object("function") : null;
        return function == null ? null : function.string("name");
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
