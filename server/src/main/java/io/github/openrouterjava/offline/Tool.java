package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of the request that can be called with something its JSON schema allows. */
record Tool(String name, @Nullable JsonObject parameters) {

    /** The function that {@code tool_choice} names, else the first; null where there is none or none may be called. */
    static @Nullable Tool chosen(JsonObject request) {
        JsonArray tools = request.array("tools");
        if (tools == null || "none".equals(request.string("tool_choice"))) {
            return null;
        }
        JsonObject choice = request.object("tool_choice");
        JsonObject chosen = choice == null ? null : choice.object("function");
        String wanted = chosen == null ? null : chosen.string("name");
        for (Json tool : tools.elements()) {
            JsonObject function = tool instanceof JsonObject object ? object.object("function") : null;
            String name = function == null ? null : function.string("name");
            if (function != null && name != null && (wanted == null || wanted.equals(name))) {
                return new Tool(name, function.object("parameters"));
            }
        }
        return null;
    }

    /** Arguments with the required members only; where a text is needed, it is this one. */
    Json arguments(String text) {
        return parameters == null ? JsonObject.EMPTY : value(parameters.with("type", Json.of("object")), text);
    }

    /** The first that a JSON schema allows, as {@link #arguments}. */
    static Json value(@Nullable Json schema, String text) {
        if (!(schema instanceof JsonObject object)) {
            return Json.of(text);
        }
        Json constant = object.get("const");
        if (constant != null) {
            return constant;
        }
        for (String alternatives : List.of("enum", "anyOf", "oneOf")) {
            JsonArray array = object.array(alternatives);
            if (array != null && !array.elements().isEmpty()) {
                Json first = array.elements().getFirst();
                return alternatives.equals("enum") ? first : value(first, text);
            }
        }
        return switch (type(object)) {
            case "object" -> members(object, text);
            case "array" -> object.has("items") ? JsonArray.of(value(object.get("items"), text)) : JsonArray.of();
            case "number", "integer" -> Json.of(1);
            case "boolean" -> Json.of(true);
            case "null" -> JsonNull.NULL;
            default -> Json.of(text);
        };
    }

    private static JsonObject members(JsonObject schema, String text) {
        JsonObject properties = schema.object("properties");
        JsonArray required = schema.array("required");
        JsonObject members = JsonObject.EMPTY;
        for (Json name : required == null ? List.<Json>of() : required.elements()) {
            if (name instanceof JsonString(String member)) {
                members = members.with(member, value(properties == null ? null : properties.get(member), text));
            }
        }
        return members;
    }

    private static String type(JsonObject schema) {
        return switch (schema.get("type")) {
            case JsonString(String type) -> type;
            case JsonArray(List<Json> types)
            when !types.isEmpty() && types.getFirst() instanceof JsonString(String type) -> type;
            case null, default -> schema.has("properties") ? "object" : "string";
        };
    }
}
