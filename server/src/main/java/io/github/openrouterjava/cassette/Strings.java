package io.github.openrouterjava.cassette;

import static java.util.Objects.requireNonNull;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The strings of several documents, those at the same place put together as a client puts a stream's deltas together: what
 * is found in them may begin in one document and end in another.
 */
final class Strings {
    private final Pattern secrets;
    private final Map<String, StringBuilder> byPlace = new HashMap<>();
    private final Map<String, Integer> taken = new HashMap<>();

    private Strings(Pattern secrets) {
        this.secrets = secrets;
    }

    /** The documents with each character of a secret an asterisk. */
    static List<Json> without(Pattern secrets, List<Json> documents) {
        var strings = new Strings(secrets);
        documents.forEach(document -> strings.add("", document));
        strings.byPlace.values().forEach(strings::cover);
        return documents.stream().map(document -> strings.covered("", document)).toList();
    }

    private void add(String place, Json json) {
        switch (json) {
            case JsonString(String text) ->
                byPlace.computeIfAbsent(place, none -> new StringBuilder()).append(text);
            case JsonObject(var members) -> members.forEach((name, value) -> add(place + "." + name, value));
            case JsonArray(List<Json> elements) -> {
                for (int i = 0; i < elements.size(); i++) {
                    add(element(place, elements, i), elements.get(i));
                }
            }
            default -> {}
        }
    }

    private void cover(StringBuilder text) {
        Matcher found = secrets.matcher(text.toString());
        while (found.find()) {
            text.replace(found.start(), found.end(), "*".repeat(found.end() - found.start()));
        }
    }

    /** Visits the strings in the order in which they were added. */
    private Json covered(String place, Json json) {
        return switch (json) {
            case JsonString(String text) -> {
                int from = taken.getOrDefault(place, 0);
                taken.put(place, from + text.length());
                yield Json.of(requireNonNull(byPlace.get(place)).substring(from, from + text.length()));
            }
            case JsonObject(var members) -> {
                var all = new LinkedHashMap<String, Json>();
                members.forEach((name, value) -> all.put(name, covered(place + "." + name, value)));
                yield new JsonObject(all);
            }
            case JsonArray(List<Json> elements) -> {
                var all = new ArrayList<Json>();
                for (int i = 0; i < elements.size(); i++) {
                    all.add(covered(element(place, elements, i), elements.get(i)));
                }
                yield new JsonArray(all);
            }
            default -> json;
        };
    }

    /** A choice or a tool call is told by its index, for it need not stand at it. */
    private static String element(String place, List<Json> elements, int i) {
        JsonNumber index = elements.get(i) instanceof JsonObject object ? object.number("index") : null;
        return place + "[" + (index == null ? i : index.literal()) + "]";
    }
}
