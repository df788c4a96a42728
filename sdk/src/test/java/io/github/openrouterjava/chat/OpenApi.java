package io.github.openrouterjava.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One release of the specification: as much of OpenAPI 3.0 and 3.1 as the chat completions API uses. */
record OpenApi(JsonNode document) {
    static OpenApi read(Path file) {
        try {
            return new OpenApi(new YAMLMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode chatOperation() {
        return document.at("/paths/~1chat~1completions/post");
    }

    /** The schema of this name, or of a member below it: {@code Schema.member}, through lists to their elements. */
    JsonNode at(String path) {
        String[] names = path.split("\\.");
        JsonNode schema = items(named(names[0]));
        for (int i = 1; i < names.length; i++) {
            schema = items(property(schema, names[i]));
        }
        if (schema.isMissingNode()) {
            throw new AssertionError("no release has the schema " + path);
        }
        return schema;
    }

    private JsonNode property(JsonNode schema, String name) {
        return objects(schema).stream()
                .map(object -> object.path("properties").path(name))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The objects that the schema allows: itself, or the arms of the union that it is. */
    List<JsonNode> objects(JsonNode schema) {
        JsonNode plain = deref(schema);
        if (!plain.has("oneOf") && !plain.has("anyOf")) {
            return texts(plain.path("type")).contains("object") ? List.of(plain) : List.of();
        }
        var objects = new ArrayList<JsonNode>();
        plain.path("oneOf").forEach(arm -> objects.addAll(objects(arm)));
        plain.path("anyOf").forEach(arm -> objects.addAll(objects(arm)));
        return objects;
    }

    private JsonNode items(JsonNode schema) {
        JsonNode plain = deref(schema);
        return texts(plain.path("type")).contains("array") ? deref(plain.path("items")) : plain;
    }

    private JsonNode named(String name) {
        return document.path("components").path("schemas").path(name);
    }

    private static String name(JsonNode reference) {
        String target = reference.path("$ref").asText();
        return target.substring(target.lastIndexOf('/') + 1);
    }

    /** The schema without references and {@code allOf} at its top. */
    JsonNode deref(JsonNode schema) {
        if (schema.has("$ref")) {
            return deref(named(name(schema)));
        }
        if (!schema.has("allOf")) {
            return schema;
        }
        ObjectNode merged = schema.deepCopy();
        schema.path("allOf")
                .forEach(part -> deref(part).properties().forEach(member -> {
                    if (!merged.has(member.getKey())) {
                        merged.set(member.getKey(), member.getValue());
                    }
                }));
        return merged;
    }

    /** A named schema in which all references stand resolved, without its prose. */
    JsonNode resolved(String name) {
        return resolved(named(name));
    }

    private JsonNode resolved(JsonNode schema) {
        JsonNode plain = deref(schema);
        if (!plain.isObject()) {
            return plain;
        }
        ObjectNode copy = plain.deepCopy();
        copy.remove(List.of("description", "example"));
        plain.properties().forEach(member -> {
            if (copy.has(member.getKey())) {
                copy.set(member.getKey(), resolved(member.getValue()));
            }
        });
        return copy;
    }

    boolean nullable(JsonNode schema) {
        JsonNode plain = deref(schema);
        boolean any =
                plain.path("nullable").asBoolean() || texts(plain.path("type")).contains("null");
        for (JsonNode alternative : plain.path("anyOf")) {
            any |= nullable(alternative);
        }
        return any;
    }

    /** The schemas that {@code anyOf} offers, down to those that the page has a name for. */
    List<JsonNode> alternatives(JsonNode schema, String path, Set<String> onPage) {
        JsonNode plain = deref(schema);
        if (nameOf(schema, path, onPage) != null || !plain.has("anyOf")) {
            return List.of(schema);
        }
        var alternatives = new ArrayList<JsonNode>();
        plain.path("anyOf").forEach(arm -> alternatives.addAll(alternatives(arm, path, onPage)));
        return alternatives;
    }

    /** What the page calls the schema: its own name, or the path where it stands; null where the page has neither. */
    String nameOf(JsonNode schema, String path, Set<String> onPage) {
        for (JsonNode part : schema.has("allOf") ? schema.path("allOf") : List.of(schema)) {
            if (onPage.contains(name(part))) {
                return name(part);
            }
        }
        return onPage.contains(path) ? path : null;
    }

    List<String> references(JsonNode schema) {
        return schema.findValuesAsText("$ref").stream()
                .map(target -> target.substring(target.lastIndexOf('/') + 1))
                .toList();
    }

    /** The arms of a union: tag to schema name, which is empty for an arm without a name. */
    Map<String, String> arms(JsonNode union) {
        var arms = new LinkedHashMap<String, String>();
        union.path("discriminator")
                .path("mapping")
                .properties()
                .forEach(arm -> arms.put(
                        arm.getKey(),
                        arm.getValue()
                                .asText()
                                .substring(arm.getValue().asText().lastIndexOf('/') + 1)));
        union.path("anyOf")
                .forEach(arm -> texts(arm.at("/properties/type/enum")).forEach(tag -> arms.put(tag, "")));
        return arms;
    }

    /** The node's text, or those of the list that it is; nulls left out. */
    static List<String> texts(JsonNode node) {
        var texts = new ArrayList<String>();
        if (node.isTextual()) {
            texts.add(node.asText());
        }
        for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
            if (!element.isNull()) {
                texts.add(element.asText());
            }
        }
        return texts;
    }
}
