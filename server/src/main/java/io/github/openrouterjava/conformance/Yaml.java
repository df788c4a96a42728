package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** YAML 1.2 read as the JSON that it stands for: order and the digits of numbers are kept. */
final class Yaml {
    private static final int MOST_ALIASES = 1000;

    private Yaml() {}

    /** @param name of the file, for complaints */
    static Json parse(String name, String yaml) {
        var settings = LoadSettings.builder()
                .setLabel(name)
                .setSchema(new JsonSchema())
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        var parser = new ParserImpl(settings, new StreamReader(settings, yaml));
        return new Composer(settings, parser).getSingleNode().map(Yaml::json).orElse(JsonNull.NULL);
    }

    private static Json json(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                var members = new LinkedHashMap<String, Json>();
                for (NodeTuple tuple : mapping.getValue()) {
                    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                        throw new IllegalArgumentException("a key is no text" + at(tuple.getKeyNode()));
                    }
                    if (members.put(key.getValue(), json(tuple.getValueNode())) != null) {
                        throw new IllegalArgumentException("'" + key.getValue() + "' stands twice" + at(key));
                    }
                }
                yield new JsonObject(members);
            }
            case SequenceNode sequence -> {
                var elements = new ArrayList<Json>();
                sequence.getValue().forEach(element -> elements.add(json(element)));
                yield new JsonArray(elements);
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new IllegalArgumentException("no JSON is like this" + at(node));
        };
    }

    private static Json scalar(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        String text = scalar.getValue();
        if (tag.equals(Tag.NULL)) {
            return JsonNull.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return Json.of(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? new JsonNumber(text) : Json.of(text);
    }

    private static String at(Node node) {
        return node.getStartMark().map(mark -> ", " + mark).orElse("");
    }
}
