package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a delta's content where a server, as Mistral does for reasoning, sends it as a list of parts. */
final class ContentArray {
    private ContentArray() {}

    /** The text parts of the kept {@code content}, one after the other. */
    static String text(JsonObject extra) {
        return extra.isEmpty() ? "" : join(extra.get("content"), "text");
    }

    /** The thinking parts of the kept {@code content}, one after the other. */
    static String thinking(JsonObject extra) {
        return extra.isEmpty() ? "" : join(extra.get("content"), "thinking");
    }

    /** The parts of the kept {@code content}; empty where it is no list. */
    static List<Json> parts(JsonObject extra) {
        return extra.get("content") instanceof JsonArray(var parts) ? parts : List.of();
    }

    /** The text of a text part, or null where this is another part. */
    static @Nullable String textOf(Json part) {
        return is(part, "text") ? join(JsonArray.of(part), "text") : null;
    }

    static boolean isThinking(Json part) {
        return is(part, "thinking");
    }

    private static boolean is(Json part, String type) {
        return part instanceof JsonObject object && type.equals(object.string("type"));
    }

    private static String join(@Nullable Json content, String type) {
        if (!(content instanceof JsonArray(var parts))) {
            return "";
        }
        var text = new StringBuilder();
        for (Json part : parts) {
            if (part instanceof JsonObject object && type.equals(object.string("type"))) {
                String own = object.string(type);
                text.append(own != null ? own : join(object.get(type), "text"));
            }
        }
        return text.toString();
    }
}
