package io.github.openrouterjava.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object: members by name, in the order they were written. Equality ignores the order.
 *
 * @param members unmodifiable; of members with the same name the last one counts
 */
public record JsonObject(Map<String, Json> members) implements Json {
    public static final JsonObject EMPTY = new JsonObject(Map.of());

    public JsonObject {
        members = members.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** An object with one member; add more by {@link #with(String, Json)}. */
    public static JsonObject of(String name, Json value) {
        return new JsonObject(Map.of(name, value));
    }

    public boolean isEmpty() {
        return members.isEmpty();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member's value, or null where there is no such member; a JSON null is {@link JsonNull}. */
    public @Nullable Json get(String name) {
        return members.get(name);
    }

    /** The member's text, or null where it is absent or not a string. */
    public @Nullable String string(String name) {
        return get(name) instanceof JsonString(String value) ? value : null;
    }

    /** The member's number, or null where it is absent or not a number. */
    public @Nullable JsonNumber number(String name) {
        return get(name) instanceof JsonNumber number ? number : null;
    }

    /** The member's truth value, or null where it is absent or not a boolean. */
    public @Nullable Boolean bool(String name) {
        return get(name) instanceof JsonBoolean(boolean value) ? value : null;
    }

    /** The member's object, or null where it is absent or not an object. */
    public @Nullable JsonObject object(String name) {
        return get(name) instanceof JsonObject object ? object : null;
    }

    /** The member's array, or null where it is absent or not an array. */
    public @Nullable JsonArray array(String name) {
        return get(name) instanceof JsonArray array ? array : null;
    }

    /** A copy with this member added or replaced in its place; a null value leaves the member out. */
    public JsonObject with(String name, @Nullable Json value) {
        if (value == null && !has(name)) {
            return this;
        }
        var copy = new LinkedHashMap<>(members);
        if (value == null) {
            copy.remove(name);
        } else {
            copy.put(name, value);
        }
        return new JsonObject(copy);
    }

    @Override
    public String toString() {
        return toText();
    }
}
