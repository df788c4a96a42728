package io.github.openrouterjava.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A section of the page as it stands there: what the strict mode need not know, but its readers must be able to trust.
 *
 * @param first the schema's names in the first release
 * @param today its names in today's
 * @param java the Java type
 * @param rows the cells of its table's rows
 */
record PageSection(String heading, List<String> first, List<String> today, String java, List<List<String>> rows) {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static List<PageSection> all() {
        try (var page = WireModel.class.getResourceAsStream("wire-model.md")) {
            String text = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("\n### "))
                    .skip(1)
                    .map(PageSection::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PageSection read(String section) {
        String heading = section.lines().findFirst().orElseThrow();
        String[] sides = heading.split(" → ");
        String[] releases = sides[0].split("[Tt]oday ");
        List<List<String>> rows = section.lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(cell -> cell.strip().replace("`", ""))
                        .toList())
                .toList();
        return new PageSection(
                heading,
                code(releases[0]),
                releases.length == 1 ? List.of() : code(releases[1]),
                code(sides[1]).getFirst(),
                rows);
    }

    WireModel.Schema schema() {
        return WireModel.page().schema(name());
    }

    String name() {
        return Stream.concat(first.stream(), today.stream()).findFirst().orElseThrow();
    }

    /** The type's class, or null where a plain Java type or a JSON object stands for the schema. */
    Class<?> type() {
        if (java.equals("JsonObject") || java.equals("String")) {
            return null;
        }
        try {
            return Class.forName("io.github.openrouterjava.chat." + java.replace('.', '$'));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the page names a Java type that does not exist: " + java, e);
        }
    }

    private static List<String> code(String text) {
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
