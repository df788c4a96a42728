package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What much of an answer is expected to be. */
public record Prediction(JsonObject json) implements Wire {

    /** The expected answer. */
    public static Prediction content(String text) {
        return new Prediction(set(JsonObject.of("type", Json.of("content")), "content", text));
    }

    /** The expected answer; empty where there is none. */
    public String text() {
        String text = json.string("content");
        return text == null ? ContentArray.text(json) : text;
    }

    /** {@code content}. */
    public @Nullable String type() {
        return json.string("type");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public Prediction with(String name, @Nullable Json value) {
        return new Prediction(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
