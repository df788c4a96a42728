package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts one call together that no type describes: of a custom tool, or of a function as it was before there were tools.
 * Its text is appended, of its other members the first that is not blank counts.
 */
final class CallPieces {
    private final String name;
    private final String growing;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Json> members = new LinkedHashMap<>();

    /**
     * @param name the member that is the call
     * @param growing the member of it that comes in pieces
     */
    CallPieces(String name, String growing) {
        this.name = name;
        this.growing = growing;
    }

    String name() {
        return name;
    }

    void add(JsonObject piece) {
        piece.members().forEach((member, value) -> {
            if (member.equals(growing) && !(value instanceof JsonNull)) {
                text.append(value instanceof JsonString(String more) ? more : value.toText());
                members.put(member, JsonNull.NULL); // its place
            } else if (!member.equals(growing) && saysNothing(members.get(member))) {
                members.put(member, value);
            }
        });
    }

    JsonObject merged() {
        var merged = new LinkedHashMap<>(members);
        merged.computeIfPresent(growing, (member, place) -> Json.of(text.toString()));
        return new JsonObject(merged);
    }

    private static boolean saysNothing(@Nullable Json value) {
        return value == null
                || value instanceof JsonNull
                || (value instanceof JsonString(String text) && text.isBlank());
    }
}
