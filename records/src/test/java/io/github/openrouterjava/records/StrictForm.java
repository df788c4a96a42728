package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rules that the strict modes of OpenAI, Anthropic and Gemini have in common, as {@code docs/decisions/0016} lists them. */
final class StrictForm {
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "description",
            "properties",
            "required",
            "additionalProperties",
            "items",
            "anyOf",
            "enum",
            "format",
            "$ref",
            "$defs");
    private static final Set<String> FORMATS = Set.of("date", "date-time", "duration", "uuid");

    private final JsonObject root;
    private final List<String> violations = new ArrayList<>();

    private StrictForm(JsonObject root) {
        this.root = root;
    }

    static List<String> violations(JsonObject schema) {
        var form = new StrictForm(schema);
        if (!"object".equals(schema.string("type"))) {
            form.violations.add("#: the root is no object");
        }
        form.check("#", schema, true);
        return form.violations;
    }

    private void check(String at, Json json, boolean isRoot) {
        if (!(json instanceof JsonObject schema)) {
            violations.add(at + ": no schema");
            return;
        }
        for (String keyword : schema.members().keySet()) {
            if (!KEYWORDS.contains(keyword) || keyword.equals("$defs") && !isRoot) {
                violations.add(at + ": keyword " + keyword);
            }
        }
        long kinds =
                List.of("type", "anyOf", "$ref").stream().filter(schema::has).count();
        if (kinds != 1) {
            violations.add(at + ": " + kinds + " of type, anyOf and $ref");
        }
        if (schema.has("$ref")) {
            reference(at, schema);
        }
        String format = schema.string("format");
        if (format != null && !FORMATS.contains(format)) {
            violations.add(at + ": format " + format);
        }
        object(at, schema);
        JsonObject definitions = schema.object("$defs");
        if (definitions != null) {
            definitions.members().forEach((name, each) -> check("#/$defs/" + name, each, false));
        }
        Json items = schema.get("items");
        if (items != null) {
            check(at + "/items", items, false);
        }
        JsonArray arms = schema.array("anyOf");
        if (arms != null) {
            for (int i = 0; i < arms.elements().size(); i++) {
                check(at + "/anyOf/" + i, arms.elements().get(i), false);
            }
        }
    }

    private void reference(String at, JsonObject schema) {
        if (schema.members().size() > 1) {
            violations.add(at + ": more than a $ref");
        }
        String target = String.valueOf(schema.string("$ref"));
        JsonObject definitions = root.object("$defs");
        boolean known = target.equals("#")
                || definitions != null
                        && target.startsWith("#/$defs/")
                        && definitions.has(target.substring("#/$defs/".length()));
        if (!known) {
            violations.add(at + ": points to nothing");
        }
    }

    private void object(String at, JsonObject schema) {
        boolean isObject = schema.get("type") instanceof JsonString(String type) && type.equals("object");
        if (!isObject) {
            if (schema.has("properties") || schema.has("required")) violations.add(at + ": members, and no object");
            return;
        }
        if (!JsonBoolean.FALSE.equals(schema.get("additionalProperties"))) {
            violations.add(at + ": an open object");
        }
        JsonObject properties = schema.object("properties");
        JsonArray required = schema.array("required");
        if (properties == null || required == null) {
            violations.add(at + ": an object without members");
            return;
        }
        var names = new LinkedHashSet<Json>();
        properties.members().keySet().forEach(name -> names.add(Json.of(name)));
        if (!List.copyOf(names).equals(required.elements())) {
            violations.add(at + ": not all members are required, in order");
        }
        properties.members().forEach((name, each) -> check(at + "/" + name, each, false));
    }
}
