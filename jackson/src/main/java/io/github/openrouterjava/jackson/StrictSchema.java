package io.github.openrouterjava.jackson;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the schema of a type in the form that strict modes have in common, by the same rules as those of records. */
final class StrictSchema {
    private final Node.Fields root;
    private final Set<Node.Named> repeated = new HashSet<>();
    private final Map<Node.Named, String> names = new HashMap<>();
    private final Map<String, Json> definitions = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private StrictSchema(Node.Fields root) {
        this.root = root;
    }

    /** @throws BindException where the type is no object, or something in it can't be said */
    static JsonObject of(Node node, Class<?> type) {
        if (!(node instanceof Node.Fields root)) {
            String why = node instanceof Node.Open(String reason) ? reason : "is no object: put it into one";
            throw new BindException(List.of(new Problem("$", why + " (" + type.getTypeName() + ")")));
        }
        var writer = new StrictSchema(root);
        writer.findRepeated(root, new HashSet<>());
        JsonObject schema = writer.object(root, "$");
        if (!writer.problems.isEmpty()) {
            throw new BindException(writer.problems);
        }
        return writer.definitions.isEmpty() ? schema : schema.with("$defs", new JsonObject(writer.definitions));
    }

    private void findRepeated(Node node, Set<Node.Named> seen) {
        switch (node) {
            case Node.Leaf leaf -> {}
            case Node.Open open -> {}
            case Node.OrNull(Node inner) -> findRepeated(inner, seen);
            case Node.Many(Node element) -> findRepeated(element, seen);
            case Node.Named named -> {
                if (!seen.add(named)) {
                    repeated.add(named);
                } else if (named instanceof Node.Fields fields) {
                    fields.properties.values().forEach(property -> findRepeated(property.node(), seen));
                } else if (named instanceof Node.OneOf union) {
                    union.arms.forEach(arm -> findRepeated(arm, seen));
                }
            }
        }
    }

    private JsonObject of(Node node, @Nullable String description, String path) {
        JsonObject schema = of(node, path);
        if (description != null && schema.has("$ref")) {
            schema = JsonObject.of("anyOf", JsonArray.of(schema)); // nothing may stand beside a $ref
        }
        return described(schema, description);
    }

    private JsonObject of(Node node, String path) {
        return switch (node) {
            case Node.Leaf(JsonObject schema) -> schema;
            case Node.Open(String why) -> {
                problems.add(new Problem(path, why));
                yield JsonObject.EMPTY;
            }
            case Node.OrNull(Node inner) -> orNull(of(inner, path));
            case Node.Many(Node element) ->
                JsonObject.of("type", Json.of("array")).with("items", of(element, path + "[]"));
            case Node.Named named -> repeated.contains(named) ? reference(named, path) : named(named, path);
        };
    }

    private JsonObject named(Node.Named named, String path) {
        return named instanceof Node.Fields fields ? object(fields, path) : union((Node.OneOf) named, path);
    }

    private JsonObject object(Node.Fields fields, String path) {
        var members = new LinkedHashMap<String, Json>();
        fields.properties.forEach(
                (name, property) -> members.put(name, of(property.node(), property.description(), path + "." + name)));
        JsonObject schema = JsonObject.of("type", Json.of("object"))
                .with("properties", new JsonObject(members))
                .with("required", Json.of(List.copyOf(members.keySet())))
                .with("additionalProperties", JsonBoolean.FALSE);
        return described(schema, fields.description());
    }

    private JsonObject union(Node.OneOf union, String path) {
        var arms = new ArrayList<Json>();
        union.arms.forEach(arm -> arms.add(of(arm, path)));
        return described(JsonObject.of("anyOf", new JsonArray(arms)), union.description());
    }

    private JsonObject reference(Node.Named named, String path) {
        if (named.equals(root)) {
            return JsonObject.of("$ref", Json.of("#"));
        }
        String name = names.get(named);
        if (name == null) {
            name = named.name();
            for (int i = 2; definitions.containsKey(name); i++) {
                name = named.name() + "_" + i;
            }
            names.put(named, name);
            definitions.put(name, JsonObject.EMPTY); // keeps the place: it is under way
            definitions.put(name, named(named, path));
        }
        return JsonObject.of("$ref", Json.of("#/$defs/" + name));
    }

    private static JsonObject orNull(JsonObject schema) {
        String type = schema.string("type");
        if (type != null && !schema.has("enum") && !schema.has("properties") && !schema.has("items")) {
            return schema.with("type", Json.of(List.of(type, "null")));
        }
        JsonObject nothing = JsonObject.of("type", Json.of("null"));
        JsonArray arms = schema.array("anyOf");
        if (arms == null) {
            return JsonObject.of("anyOf", JsonArray.of(schema, nothing));
        }
        var all = new ArrayList<>(arms.elements());
        all.add(nothing);
        return schema.with("anyOf", new JsonArray(all));
    }

    static JsonObject described(JsonObject schema, @Nullable String description) {
        if (description == null) {
            return schema;
        }
        String own = schema.string("description");
        if (own != null) {
            return schema.with("description", Json.of(description + "\n" + own));
        }
        var members = new LinkedHashMap<String, Json>();
        Json type = schema.get("type");
        if (type != null) {
            members.put("type", type);
        }
        members.put("description", Json.of(description));
        schema.members().forEach(members::putIfAbsent);
        return new JsonObject(members);
    }
}
