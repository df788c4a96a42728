package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What a stream reports besides the answer. */
public record StreamOptions(JsonObject json) implements Wire {

    /** None set yet. */
    public StreamOptions() {
        this(JsonObject.EMPTY);
    }

    /** Whether the last chunk reports usage. OpenRouter always does; other servers need it. */
    public StreamOptions includeUsage(boolean includeUsage) {
        return new StreamOptions(set(json, "include_usage", includeUsage));
    }

    public @Nullable Boolean includeUsage() {
        return json.bool("include_usage");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public StreamOptions with(String name, @Nullable Json value) {
        return new StreamOptions(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
