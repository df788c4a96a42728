package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A model's call of a tool: whole in a message, a piece in a delta.
 *
 * @param index which call of its choice; servers omit it, repeat it for two calls, or send -1
 * @param id what the tool's result must refer to; in deltas normally in the first piece only
 * @param type {@code function}
 * @param function what is called, where {@code type} is {@code function}
 */
public record ToolCall(
        @Nullable Integer index,
        @Nullable String id,
        @Nullable String type,
        @Nullable Function function,
        JsonObject extra)
        implements Wire {

    /** A whole call of a function. */
    public static ToolCall function(String id, String name, String arguments) {
        return new ToolCall(null, id, "function", new Function(name, arguments, JsonObject.EMPTY), JsonObject.EMPTY);
    }

    /** The called function's name; empty where it is absent. */
    public String name() {
        return function == null || function.name() == null ? "" : function.name();
    }

    /** The arguments' JSON text as the model wrote it; empty where it is absent. */
    public String arguments() {
        return function == null || function.arguments() == null ? "" : function.arguments();
    }

    static ToolCall read(WireReader in) {
        Integer index = null;
        String id = null;
        String type = null;
        Function function = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "index" -> index = in.integer();
                case "id" -> id = in.string();
                case "type" -> type = in.word();
                case "function" -> function = in.object() ? Function.read(in) : null;
                default -> in.keep();
            }
        }
        return new ToolCall(index, id, type, function, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("index", index)
                .member("id", id)
                .member("type", type)
                .member("function", function)
                .end();
    }

    /**
     * The function that is called.
     *
     * @param arguments JSON text, in a delta a piece of it that may be cut anywhere
     */
    public record Function(@Nullable String name, @Nullable String arguments, JsonObject extra) implements Wire {
        static Function read(WireReader in) {
            String name = null;
            String arguments = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "name" -> name = in.string();
                    case "arguments" -> arguments = in.stringOrJson();
                    default -> in.keep();
                }
            }
            return new Function(name, arguments, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("name", name)
                    .member("arguments", arguments)
                    .end();
        }
    }
}
