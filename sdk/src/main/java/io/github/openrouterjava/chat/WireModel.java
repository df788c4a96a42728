package io.github.openrouterjava.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tables of {@code docs/wire-model.md}, the page that says what every schema holds, by their schemas' names. */
final class WireModel {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final Map<String, Schema> schemas = new HashMap<>();

    /** A table of the page. */
    sealed interface Schema permits Fields, Union, Words {}

    /** The members of an object by name; {@code *} stands for all that are not named. */
    record Fields(Map<String, Field> fields) implements Schema {}

    /**
     * One member.
     *
     * @param java its component as {@code Type name()}; empty where no component holds it
     */
    record Field(WireType type, boolean required, String java) {}

    /** Schemas by the value of the member {@code tag}. */
    record Union(String tag, Map<String, String> arms) implements Schema {}

    /** The known values of an open word. */
    record Words(Set<String> words) implements Schema {}

    /** Read when it is first asked for: who does not check pays nothing. */
    private static final class Page {
        static final WireModel MODEL = new WireModel(text());
    }

    WireModel(String markdown) {
        Set<String> names = Set.of();
        @Nullable List<String> head = null;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("### ")) {
                names = new LinkedHashSet<>(code(line.substring(0, line.lastIndexOf('→'))));
            } else if (!line.startsWith("|") || names.isEmpty()) {
                head = null;
            } else if (head == null) {
                head = cells(line);
                Schema schema = empty(head.getFirst());
                names.forEach(name -> schemas.put(name, schema));
            } else if (!line.startsWith("|---")) {
                add(schema(names.iterator().next()), cells(line));
            }
        }
    }

    static WireModel page() {
        return Page.MODEL;
    }

    Schema schema(String name) {
        Schema schema = schemas.get(name);
        if (schema == null) {
            throw new IllegalStateException("wire-model.md has no schema " + name);
        }
        return schema;
    }

    Map<String, Schema> schemas() {
        return schemas;
    }

    private static Schema empty(String head) {
        return switch (head) {
            case "field" -> new Fields(new LinkedHashMap<>());
            case "word", "words" -> new Words(new LinkedHashSet<>());
            default -> new Union(code(head).getFirst(), new LinkedHashMap<>());
        };
    }

    private static void add(Schema schema, List<String> cells) {
        String first = code(cells.getFirst()).getFirst();
        switch (schema) {
            case Words(var words) -> words.addAll(WireType.of(first).words());
            case Union(var tag, var arms) -> arms.put(first, code(cells.get(1)).getFirst());
            case Fields(var fields) -> {
                List<String> java = code(cells.get(3));
                var type = WireType.of(code(cells.get(1)).getFirst());
                boolean required = cells.get(2).equals("required");
                fields.put(first, new Field(type, required, java.isEmpty() ? "" : java.getFirst()));
            }
        }
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    private static List<String> code(String text) {
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String text() {
        try (InputStream page = WireModel.class.getResourceAsStream("wire-model.md")) {
            if (page == null) {
                throw new IllegalStateException("wire-model.md is missing beside " + WireModel.class.getName());
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
