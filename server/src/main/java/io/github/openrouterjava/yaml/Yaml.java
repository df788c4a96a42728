package io.github.openrouterjava.yaml;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/** YAML 1.2 as the JSON that it stands for: order and the digits of numbers are kept. */
public final class Yaml {
    private static final int MOST_ALIASES = 1000;
    private static final int READABLE = 1_000_000;
    private static final int LONGEST_KEY = 1024; // as the specification has it

    private Yaml() {}

    /**
     * Reads YAML, of which JSON is a part.
     *
     * @param name of the file, for complaints
     * @throws YamlEngineException where it is not YAML, naming the place
     * @throws IllegalArgumentException where JSON has no such thing, naming the place
     */
    public static Json parse(String name, String yaml) {
        return read(name, yaml).map(Yaml::json).orElse(JsonNull.NULL);
    }

    private static Optional<Node> read(String name, String yaml) {
        var settings = LoadSettings.builder()
                .setLabel(name)
                .setSchema(new JsonSchema())
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        var parser = new ParserImpl(settings, new StreamReader(settings, yaml));
        return new Composer(settings, parser).getSingleNode();
    }

    /**
     * The line on which a value stands, counted from 1.
     *
     * @param path to it: names of members, and numbers of elements from 0
     */
    public static int line(String yaml, List<?> path) {
        Optional<Mark> mark = Optional.empty();
        Optional<Node> node = read("", yaml);
        for (int depth = 0; node.isPresent(); depth++) {
            mark = node.get().getStartMark();
            node = depth < path.size() ? inside(node.get(), path.get(depth)) : Optional.empty();
        }
        return mark.map(Mark::getLine).orElse(0) + 1;
    }

    private static Optional<Node> inside(Node node, Object step) {
        return switch (node) {
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .filter(member -> member.getKeyNode() instanceof ScalarNode key
                                && key.getValue().equals(step))
                        .findFirst()
                        .map(NodeTuple::getValueNode);
            case SequenceNode sequence
            when step instanceof Integer element ->
                Optional.of(sequence.getValue().get(element));
            default -> Optional.empty();
        };
    }

    /**
     * Writes JSON so that people can read it: a member a line, and texts with line breaks as they are. Where that would not
     * be read as the same, as for half a surrogate pair, or takes long, for more than a million characters, it stays JSON,
     * which is YAML too.
     */
    public static String write(Json json) {
        String text = json.toText();
        if (text.length() <= READABLE) {
            String lines = lines(json);
            if (isRead(lines, json)) {
                return lines;
            }
        }
        return ascii(text) + "\n";
    }

    private static String ascii(String json) {
        var ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= ' ' && c <= '~') {
                ascii.append(c);
            } else {
                ascii.append("\\u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return ascii.toString();
    }

    private static boolean isRead(String yaml, Json as) {
        try {
            return parse("what was written", yaml).equals(as);
        } catch (YamlEngineException unreadable) {
            return false;
        }
    }

    private static String lines(Json json) {
        var settings = DumpSettings.builder()
                .setSchema(new JsonSchema())
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(Integer.MAX_VALUE)
                .setSplitLines(false)
                .setMaxSimpleKeyLength(LONGEST_KEY)
                .build();
        var text = new StringBuilder();
        new Dump(settings).dumpNode(node(json), new StreamDataWriter() {
            @Override
            public void write(String more) {
                text.append(more);
            }

            @Override
            public void write(String more, int offset, int length) {
                text.append(more, offset, offset + length);
            }
        });
        return text.toString();
    }

    private static Node node(Json json) {
        return switch (json) {
            case JsonObject(var members) -> {
                var tuples = new ArrayList<NodeTuple>();
                members.forEach((name, value) -> tuples.add(new NodeTuple(key(name), node(value))));
                yield new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case JsonArray(var elements) -> {
                var nodes = elements.stream().map(Yaml::node).toList();
                yield new SequenceNode(Tag.SEQ, nodes, nodes.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case JsonString(String value) -> text(value);
            case JsonNumber number ->
                new ScalarNode(number.isInteger() ? Tag.INT : Tag.FLOAT, number.toText(), ScalarStyle.PLAIN);
            case JsonBoolean(boolean value) -> new ScalarNode(Tag.BOOL, Boolean.toString(value), ScalarStyle.PLAIN);
            case JsonNull ignored -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
        };
    }

    private static Node key(String name) {
        boolean plain = name.matches("[A-Za-z_][A-Za-z0-9_-]*");
        return new ScalarNode(Tag.STR, name, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static Node text(String value) {
        return new ScalarNode(Tag.STR, value, value.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
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
        return node.getStartMark().map(mark -> ", line " + (mark.getLine() + 1)).orElse("");
    }
}
