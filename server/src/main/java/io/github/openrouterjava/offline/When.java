package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request must be like; null does not matter.
 *
 * @param user found in the last message of the user, which no tool has answered behind unless {@code tool} is given too
 * @param system found in a message of the system
 * @param tool found in one of the tools' results that the request ends with
 * @param model found in the model that is asked for
 * @param turn which answer of the conversation it asks for, the first one being 1
 * @param body found in the request's body
 */
record When(
        @Nullable Pattern user,
        @Nullable Pattern system,
        @Nullable Pattern tool,
        @Nullable Pattern model,
        @Nullable Long turn,
        @Nullable JsonObject body) {
    static final When ALWAYS = new When(null, null, null, null, null, null);

    boolean holds(JsonObject request) {
        List<JsonObject> messages = messages(request);
        var results = new ArrayList<JsonObject>();
        for (JsonObject message : messages.reversed()) {
            if (!"tool".equals(message.string("role"))) {
                break;
            }
            results.add(message);
        }
        List<JsonObject> questions = by(Set.of("user"), messages);
        return (user == null || (!questions.isEmpty() && isIn(user, List.of(questions.getLast()))))
                && (tool == null ? user == null || results.isEmpty() : isIn(tool, results))
                && (system == null || isIn(system, by(Set.of("system", "developer"), messages)))
                && (model == null
                        || model.matcher(String.valueOf(request.string("model")))
                                .find())
                && (turn == null || turn == by(Set.of("assistant"), messages).size() + 1)
                && (body == null || isIn(body, request));
    }

    private static List<JsonObject> messages(JsonObject request) {
        JsonArray messages = request.array("messages");
        return messages == null
                ? List.of()
                : messages.elements().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList();
    }

    private static List<JsonObject> by(Set<String> roles, List<JsonObject> messages) {
        return messages.stream()
                .filter(message -> roles.contains(String.valueOf(message.string("role"))))
                .toList();
    }

    private static boolean isIn(Pattern wanted, List<JsonObject> messages) {
        return messages.stream()
                .anyMatch(message -> wanted.matcher(Ask.text(message)).find());
    }

    /** An object is in one that has its members, an array in one that has its elements; null is as good as absent. */
    private static boolean isIn(Json wanted, @Nullable Json found) {
        return switch (wanted) {
            case JsonObject(var members) ->
                found instanceof JsonObject object
                        && members.entrySet().stream()
                                .allMatch(member -> isIn(member.getValue(), object.get(member.getKey())));
            case JsonArray(List<Json> elements) ->
                found instanceof JsonArray(List<Json> others)
                        && elements.stream()
                                .allMatch(element -> others.stream().anyMatch(other -> isIn(element, other)));
            case JsonNumber number ->
                found instanceof JsonNumber other && Double.compare(number.toDouble(), other.toDouble()) == 0;
            case JsonNull ignored -> found == null || found instanceof JsonNull;
            default -> wanted.equals(found);
        };
    }
}
