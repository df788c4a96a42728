package io.github.openrouterjava.chat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be, as a cell of the page says it: alternatives joined by "or".
 *
 * @param simple those of {@link #SIMPLE} that it may be
 * @param words the known values of an open word
 * @param element what the elements are where it may be a list
 * @param schemas the names of the tables that say what it may be
 */
record WireType(
        Set<String> simple, Set<String> words, @Nullable WireType element, Set<String> schemas) {
    static final Set<String> SIMPLE = Set.of("string", "integer", "number", "boolean", "object", "any", "null");

    static WireType of(String cell) {
        var simple = new LinkedHashSet<String>();
        var words = new LinkedHashSet<String>();
        var schemas = new LinkedHashSet<String>();
        WireType element = null;
        for (String alternative : cell.split(" or (?![^(]*\\))", -1)) {
            if (alternative.startsWith("[]")) {
                element = of(alternative.substring(2).replaceAll("^\\(|\\)$", ""));
            } else if (alternative.startsWith("\"")) {
                words.add(alternative.substring(1, alternative.length() - 1));
            } else if (SIMPLE.contains(alternative)) {
                simple.add(alternative);
            } else {
                schemas.add(alternative);
            }
        }
        return new WireType(simple, words, element, schemas);
    }

    boolean allows(String kind) {
        return simple.contains(kind) || simple.contains("any");
    }

    /** The kinds of JSON value that are specified, for people. */
    String describe(WireModel model) {
        var kinds = new LinkedHashSet<String>();
        if (!words.isEmpty()) {
            kinds.add("string");
        }
        for (String schema : schemas) {
            kinds.add(model.schema(schema) instanceof WireModel.Words ? "string" : "object");
        }
        if (element != null) {
            kinds.add("array");
        }
        kinds.addAll(simple);
        return String.join(" or ", kinds);
    }

    static String list(Set<String> words) {
        return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
    }
}
