package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openrouterjava.Shared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page says what both releases of the specification say, where their files are at hand. */
class PublishedSpecsTest {
    private final WireModel page = WireModel.page();
    private final OpenApi first = OpenApi.read(Shared.folder("openapi").resolve("first-release-2025-08-21.yaml"));
    private final OpenApi today = OpenApi.read(Shared.folder("openapi").resolve("today-2026-08-22.yaml"));

    /** A schema in one release, under its name there. */
    private record Release(OpenApi spec, String name, JsonNode schema) {
        boolean requires(String field) {
            return OpenApi.texts(schema.path("required")).contains(field);
        }

        JsonNode property(String field) {
            return schema.path("properties").path(field);
        }
    }

    @TestFactory
    Stream<DynamicTest> everySchemaIsAsPublished() {
        return PageSection.all().stream()
                .map(section -> DynamicTest.dynamicTest(section.heading(), () -> {
                    var releases = new ArrayList<Release>();
                    section.first().forEach(name -> releases.add(new Release(first, name, first.at(name))));
                    section.today().forEach(name -> releases.add(new Release(today, name, today.at(name))));
                    switch (section.schema()) {
                        case WireModel.Fields(var fields) -> fields(section, fields, objects(releases));
                        case WireModel.Union(var tag, var arms) -> arms(arms, releases);
                        case WireModel.Words(var words) -> words(words, releases);
                    }
                }));
    }

    @Test
    void whatTheOperationTakesIsOnThePage() {
        for (OpenApi spec : List.of(first, today)) {
            List<String> names = spec.references(spec.chatOperation().path("requestBody"));
            assertEquals(1, names.size());
            assertTrue(page.schemas().containsKey(names.getFirst()), names::toString);
        }
    }

    /** As every property's type is compared above, what these refer to is on the page too. */
    @Test
    void whatTheOperationAnswersIsOnThePage() {
        for (OpenApi spec : List.of(first, today)) {
            for (JsonNode response : spec.chatOperation().path("responses")) {
                for (JsonNode content : response.path("content")) {
                    for (String name : spec.references(content.path("schema"))) {
                        String root = name.equals("ChatStreamingResponse") ? "ChatStreamChunk" : name;
                        assertTrue(
                                page.schemas().containsKey(root)
                                        || spec.resolved(root).equals(spec.resolved("BadRequestResponse")),
                                root);
                    }
                }
            }
        }
    }

    /** A union that the page shows as one table counts as so many objects. */
    private static List<Release> objects(List<Release> releases) {
        return releases.stream()
                .flatMap(release -> release.spec().objects(release.schema()).stream()
                        .map(object -> new Release(release.spec(), release.name(), object)))
                .toList();
    }

    private void fields(PageSection section, Map<String, WireModel.Field> fields, List<Release> releases) {
        var published = new TreeSet<String>();
        releases.forEach(
                release -> release.schema().path("properties").fieldNames().forEachRemaining(published::add));
        for (List<String> row : section.rows()) {
            boolean listed =
                    published.contains(row.getFirst()) || row.getFirst().equals("*");
            assertEquals(listed, !row.get(2).equals("unlisted"), () -> "listed or not: " + row);
        }
        for (String name : published) {
            WireModel.Field field = fields.get(name);
            assertNotNull(field, () -> "no row for " + name);
            List<Release> having = releases.stream()
                    .filter(release -> release.property(name).isObject())
                    .toList();
            boolean required = releases.stream().allMatch(release -> release.requires(name));
            assertEquals(required, field.required(), () -> "required: " + name);
            boolean nullable =
                    having.stream().anyMatch(release -> release.spec().nullable(release.property(name)));
            assertEquals(nullable || overlaid(section, name), field.type().allows("null"), () -> "null: " + name);
            if (releases.size() == section.first().size() + section.today().size()) {
                sameType(name, having.getLast(), field.type());
            }
        }
        boolean open = releases.stream()
                .anyMatch(
                        release -> release.schema().path("additionalProperties").isObject());
        assertEquals(open, fields.containsKey("*"), "any other member");
    }

    /** The first release's generator overlay allows this null, though its specification does not say so. */
    private static boolean overlaid(PageSection section, String field) {
        return section.name().equals("ChatCompletionChunk") && field.equals("system_fingerprint");
    }

    private void sameType(String name, Release release, WireType actual) {
        WireType expected = type(release.spec(), release.name() + '.' + name, release.property(name));
        boolean numbersAreIntegers =
                release.spec() == first && expected.simple().contains("number");
        if (!numbersAreIntegers || !actual.simple().contains("integer")) {
            same(name, expected, actual);
        }
    }

    private void same(String name, WireType expected, WireType actual) {
        assertEquals(withoutNull(expected), withoutNull(actual), () -> "type of " + name);
        assertEquals(expected.words(), actual.words(), () -> "words of " + name);
        assertEquals(tables(expected), tables(actual), () -> "schema of " + name);
        assertEquals(expected.element() == null, actual.element() == null, () -> "a list or not: " + name);
        if (expected.element() != null) {
            same(name, expected.element(), actual.element());
        }
    }

    private WireType type(OpenApi spec, String path, JsonNode node) {
        var simple = new LinkedHashSet<String>();
        var words = new LinkedHashSet<String>();
        var schemas = new LinkedHashSet<String>();
        WireType element = null;
        for (JsonNode alternative : spec.alternatives(node, path, page.schemas().keySet())) {
            String name = spec.nameOf(alternative, path, page.schemas().keySet());
            JsonNode schema = spec.deref(alternative);
            List<String> types = OpenApi.texts(schema.path("type"));
            if (types.contains("array")) {
                element = name == null
                        ? type(spec, path, schema.path("items"))
                        : new WireType(Set.of(), Set.of(), null, Set.of(name));
            } else if (name != null) {
                schemas.add(name);
            } else if (schema.has("enum")) {
                words.addAll(OpenApi.texts(schema.path("enum")));
            } else if (schema.path("properties").isObject()) {
                throw new AssertionError("the page has no schema for " + path);
            } else {
                simple.addAll(types.isEmpty() ? List.of("any") : types);
            }
        }
        if (simple.contains("string")) {
            words.clear(); // of words that any other word may join, as providers' names are
        }
        return new WireType(simple, words, element, schemas);
    }

    private Set<WireModel.Schema> tables(WireType type) {
        return type.schemas().stream().map(page::schema).collect(Collectors.toSet());
    }

    private static Set<String> withoutNull(WireType type) {
        var simple = new TreeSet<>(type.simple());
        simple.remove("null");
        return simple;
    }

    private void arms(Map<String, String> arms, List<Release> releases) {
        var published = new LinkedHashMap<String, WireModel.Schema>();
        for (Release release : releases) {
            release.spec().arms(release.schema()).forEach((tag, name) -> {
                String inline = name.isEmpty() ? arms.getOrDefault(tag, "none") : name;
                published.put(tag, page.schema(inline));
            });
        }
        var onPage = new LinkedHashMap<String, WireModel.Schema>();
        arms.forEach((tag, name) -> onPage.put(tag, page.schema(name)));
        assertEquals(published, onPage);
    }

    private static void words(Set<String> words, List<Release> releases) {
        var published = new TreeSet<String>();
        releases.forEach(
                release -> published.addAll(OpenApi.texts(release.schema().path("enum"))));
        assertEquals(published, new TreeSet<>(words));
    }
}
