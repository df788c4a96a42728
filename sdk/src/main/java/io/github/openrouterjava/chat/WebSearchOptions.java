package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** How a model with a web search of its own uses it. */
public record WebSearchOptions(JsonObject json) implements Wire {

    /** None set yet. */
    public WebSearchOptions() {
        this(JsonObject.EMPTY);
    }

    /** How much is read from the web: {@code low}, {@code medium}, {@code high}. */
    public WebSearchOptions searchContextSize(String searchContextSize) {
        return new WebSearchOptions(set(json, "search_context_size", searchContextSize));
    }

    public @Nullable String searchContextSize() {
        return json.string("search_context_size");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public WebSearchOptions with(String name, @Nullable Json value) {
        return new WebSearchOptions(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
