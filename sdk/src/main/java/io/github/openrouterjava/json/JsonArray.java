package io.github.openrouterjava.json;

import java.util.List;

/** A JSON array. */
public record JsonArray(List<Json> elements) implements Json {
    public JsonArray {
        elements = List.copyOf(elements);
    }

    public static JsonArray of(Json... elements) {
        return new JsonArray(List.of(elements));
    }

    @Override
    public String toString() {
        return toText();
    }
}
