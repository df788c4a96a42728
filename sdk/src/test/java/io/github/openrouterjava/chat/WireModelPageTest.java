package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/wire-model.md} says what the code does: each row has its member, each member its row. */
class WireModelPageTest {
    private static final List<PageSection> SECTIONS = PageSection.all();

    private static final Map<String, Set<String>> JAVA_OF = Map.of(
            "string", Set.of("String"),
            "integer", Set.of("Integer", "Long"),
            "number", Set.of("Double", "JsonNumber"),
            "boolean", Set.of("Boolean"),
            "object", Set.of("JsonObject", "Json"),
            "any", Set.of("Json"));

    @TestFactory
    Stream<DynamicTest> everyRowHasItsMember() {
        return tablesOf(WireModel.Fields.class, section -> {
            var seen = new HashSet<String>();
            for (List<String> row : section.rows()) {
                String java = row.get(3);
                if (java.equals("–")) {
                    assertTrue(needsNoMember(section, row), () -> "no Java member: " + row);
                    continue;
                }
                assertTrue(seen.add(java), () -> "twice: " + java);
                String member = java.substring(java.lastIndexOf(' ') + 1).replace("()", "");
                assertEquals(row.get(0), snakeCase(member), "the member's name");
                assertEquals(
                        java, typeName(section.type().getMethod(member).getGenericReturnType()) + ' ' + member + "()");
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> everyTypeFitsItsMember() {
        return tablesOf(WireModel.Fields.class, section -> {
            var fields = ((WireModel.Fields) section.schema()).fields();
            assertEquals(section.rows().stream().map(List::getFirst).toList(), List.copyOf(fields.keySet()));
            fields.forEach((name, field) -> {
                String java = field.java().split(" \\w+\\(\\)")[0];
                if (!java.isEmpty() && hasExtra(section.type())) {
                    assertTrue(fits(field.type(), java), () -> name + ": " + field.type() + " is no " + java);
                }
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> everyComponentHasARow() throws Exception {
        return wireRecords()
                .map(record -> DynamicTest.dynamicTest(record.getName(), () -> {
                    Set<String> onPage = SECTIONS.stream()
                            .filter(section -> section.java().equals(typeName(record)))
                            .flatMap(section -> section.rows().stream().map(row -> row.getLast()))
                            .filter(java -> !java.equals("–"))
                            .collect(Collectors.toCollection(TreeSet::new));
                    Set<String> inCode = Arrays.stream(record.getRecordComponents())
                            .filter(component -> onTheWire(component.getName()))
                            .map(component -> typeName(component.getGenericType()) + ' ' + component.getName() + "()")
                            .collect(Collectors.toCollection(TreeSet::new));
                    assertEquals(inCode, onPage);
                }));
    }

    @Test
    void everyParameterOfARequestHasARow() {
        String request = byName("ChatRequest").rows().toString();
        for (var method : ChatParameters.class.getDeclaredMethods()) {
            if (!method.getName().equals("parameters")) {
                assertTrue(request.contains(' ' + method.getName() + "()"), () -> "no row for " + method);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyArmIsAPermittedType() {
        return tablesOf(WireModel.Union.class, section -> {
            for (List<String> row : section.rows()) {
                PageSection arm = byName(row.get(1));
                assertEquals(arm.java(), row.get(2), "the arm's Java type");
                assertTrue(section.type().isAssignableFrom(arm.type()), () -> arm.java() + " is no " + section.java());
            }
        });
    }

    @Test
    void everyPermittedTypeIsAnArm() {
        for (Class<?> union :
                List.of(Message.class, ContentPart.class, ReasoningDetail.class, AnnotationDetail.class)) {
            Set<String> arms = SECTIONS.stream()
                    .filter(section -> section.java().equals(union.getSimpleName()))
                    .flatMap(section -> section.rows().stream().map(row -> row.get(2)))
                    .collect(Collectors.toSet());
            for (Class<?> arm : union.getPermittedSubclasses()) {
                assertTrue(
                        arms.contains(typeName(arm))
                                || Set.of("Unknown", "Attached").contains(arm.getSimpleName()),
                        () -> "no arm of the page: " + arm);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyConstantHoldsItsWord() {
        return tablesOf(WireModel.Words.class, section -> {
            for (List<String> row : section.rows()) {
                if (row.size() > 1) {
                    Object constant = section.type()
                            .getField(row.get(1).replace(section.java() + '.', ""))
                            .get(null);
                    assertEquals(row.get(0), '"' + constant.toString() + '"');
                }
            }
        });
    }

    @Test
    void everyNamedSchemaHasOneSection() {
        var names = new ArrayList<String>();
        for (PageSection section : SECTIONS) {
            names.addAll(new HashSet<>(Stream.concat(section.first().stream(), section.today().stream())
                    .toList()));
            references(section.schema()).forEach(name -> assertNotNull(byName(name)));
        }
        assertEquals(names.size(), Set.copyOf(names).size(), () -> "named twice in " + names);
    }

    private interface Check {
        void on(PageSection section) throws Exception;
    }

    private static Stream<DynamicTest> tablesOf(Class<? extends WireModel.Schema> kind, Check check) {
        return SECTIONS.stream()
                .filter(section -> kind.isInstance(section.schema()))
                .map(section -> DynamicTest.dynamicTest(section.heading(), () -> check.on(section)));
    }

    /** A tag that the arm's class says, what lies in a JSON object, and what only {@code with} sets in a request. */
    private static boolean needsNoMember(PageSection section, List<String> row) {
        boolean tag = SECTIONS.stream()
                .flatMap(union -> union.rows().stream())
                .anyMatch(arm -> row.get(1).equals('"' + arm.get(0) + '"')
                        && arm.size() == 3
                        && byName(arm.get(1)).equals(section));
        return tag
                || section.java().equals("JsonObject")
                || section.java().endsWith(".Unknown")
                || !hasExtra(section.type()) && !hasMethod(section.type(), WireNames.camelCase(row.get(0)));
    }

    private static boolean fits(WireType type, String java) {
        if (type.element() != null && type.simple().contains("string")) {
            return java.equals("Content");
        }
        if (type.element() != null) {
            return java.startsWith("List<") && fits(type.element(), java.substring(5, java.length() - 1));
        }
        if (!type.words().isEmpty()) {
            return java.equals("String") || java.equals("Role");
        }
        return type.schemas().stream().allMatch(name -> byName(name).java().equals(java))
                && type.simple().stream()
                        .filter(simple -> !simple.equals("null"))
                        .allMatch(simple -> JAVA_OF.get(simple).contains(java));
    }

    private static List<String> references(WireModel.Schema schema) {
        return switch (schema) {
            case WireModel.Words words -> List.of();
            case WireModel.Union(var tag, var arms) -> List.copyOf(arms.values());
            case WireModel.Fields(var fields) ->
                fields.values().stream()
                        .flatMap(field -> references(field.type()))
                        .toList();
        };
    }

    private static Stream<String> references(WireType type) {
        return Stream.concat(
                type.schemas().stream(), type.element() == null ? Stream.of() : references(type.element()));
    }

    static PageSection byName(String name) {
        return SECTIONS.stream()
                .filter(section ->
                        section.first().contains(name) || section.today().contains(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the page has no schema " + name));
    }

    /** The records of the package that stand for an object of the wire format. */
    private static Stream<Class<?>> wireRecords() throws Exception {
        Path classes = Path.of(
                Wire.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var files = Files.list(classes.resolve("io/github/openrouterjava/chat"))) {
            var records = new ArrayList<Class<?>>();
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.equals("package-info.class")) {
                    Class<?> type = Class.forName("io.github.openrouterjava.chat." + name.replace(".class", ""));
                    if (Wire.class.isAssignableFrom(type)
                            && type.isRecord()
                            && hasExtra(type)
                            && type != ContentPart.Attached.class) {
                        records.add(type);
                    }
                }
            }
            assertTrue(records.size() > 30, () -> "found only " + records);
            return records.stream();
        }
    }

    /** True for a record whose components are the members; false for a view of JSON. */
    private static boolean hasExtra(Class<?> record) {
        return record.isRecord()
                && Arrays.stream(record.getRecordComponents())
                        .map(RecordComponent::getName)
                        .anyMatch("extra"::equals);
    }

    /** What is left over stands in {@code extra}; how an answer came is told beside it. */
    private static boolean onTheWire(String component) {
        return !component.equals("extra") && !component.equals("delivery");
    }

    private static boolean hasMethod(Class<?> type, String name) {
        return Arrays.stream(type.getMethods())
                .anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == 0);
    }

    private static String typeName(java.lang.reflect.Type type) {
        return type.getTypeName().replaceAll("\\b(?:[a-z]\\w*\\.)+", "").replace('$', '.');
    }

    private static String snakeCase(String member) {
        return member.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
