package io.github.openrouterjava.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a type to a model. */
class SchemaTest {
    private final RecordBinding binding = new RecordBinding();

    static Stream<Class<?>> described() {
        return Stream.of(
                Kitchen.Recipe.class,
                Kitchen.Everything.class,
                Kitchen.Order.class,
                Kitchen.Tree.class,
                Kitchen.Sum.class,
                Kitchen.Trip.class,
                Kitchen.Pages.class,
                Kitchen.CreditCard.class,
                Kitchen.Voucher.class);
    }

    @ParameterizedTest
    @MethodSource("described")
    void schemaIsThatOfItsFile(Class<?> type) throws IOException {
        try (var file = SchemaTest.class.getResourceAsStream(type.getSimpleName() + ".json")) {
            assertNotNull(file, () -> binding.schema(type).toText());
            assertEquals(
                    Json.parse(file.readAllBytes()).toText(),
                    binding.schema(type).toText());
        }
    }

    @ParameterizedTest
    @MethodSource("described")
    void schemaKeepsTheRulesOfStrictModes(Class<?> type) {
        assertEquals(List.of(), StrictForm.violations(binding.schema(type)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Order", "Tree", "Trip", "Bean", "Card"})
    void schemaByJacksonKeepsThemToo(String name) throws IOException {
        var file = Path.of("../jackson/src/test/resources/io/github/openrouterjava/jackson", name + ".json");
        var schema = (JsonObject) Json.parse(Files.readAllBytes(file));
        assertEquals(List.of(), StrictForm.violations(schema));
    }

    @ParameterizedTest
    @CsvSource({
        "Cash,cash",
        "CreditCard,credit_card",
        "HTTPGet,http_get",
        "GetURL,get_url",
        "A,a",
        "V2Ray,v2_ray",
        "A_B,a_b"
    })
    void tagIsTheNameInSnakeCase(String name, String tag) {
        assertEquals(tag, Words.snakeCase(name));
    }

    @Test
    void theSecondTimeItIsTheSame() {
        assertSame(binding.schema(Kitchen.Recipe.class), new RecordBinding().schema(Kitchen.Recipe.class));
    }

    record WithMap(Map<String, Integer> counts, List<Inner> inners) {
        record Inner(Json anything, JsonObject object, JsonArray array) {}
    }

    record Raw(@SuppressWarnings("rawtypes") List list) {}

    record Foreign(List<File> files, Thread thread, Map<LocalDate, String> byDate) {}

    record Open<T>(T value) {}

    record Endless<T>(Endless<List<T>> more) {}

    record Start(Endless<String> endless) {}

    sealed interface Taken permits Typed {}

    record Typed(String type) implements Taken {}

    record HasTaken(Taken taken) {}

    sealed interface Mixed permits Some, Other {}

    record Some(int value) implements Mixed {}

    enum Other implements Mixed {
        ONE
    }

    record HasMixed(Mixed mixed) {}

    sealed interface Twice permits Left.Arm, Right.Arm {}

    static final class Left {
        record Arm() implements Twice {}
    }

    static final class Right {
        record Arm() implements Twice {}
    }

    record HasTwice(Twice twice) {}

    static Stream<Arguments> refused() {
        String none = ", which is none of: records, sealed interfaces of records, enums, lists, sets, arrays, maps,"
                + " strings, numbers, booleans, dates and times, durations, URIs, UUIDs, Json";
        String open = ", which a strict schema can't leave open: make it a record, or a string that holds JSON";
        String here = SchemaTest.class.getName();
        return Stream.of(
                Arguments.of(
                        String.class,
                        "$ must be a record, not java.lang.String: put it into one, such as record"
                                + " Answer(String value)"),
                Arguments.of(
                        Kitchen.Payment.class,
                        "$ must be a record, not " + Kitchen.Payment.class.getName() + ": put it into one, such as"
                                + " record Answer(Payment value)"),
                Arguments.of(List.class, "$ is a List that does not say of what it is"),
                Arguments.of(
                        WithMap.class,
                        "$.counts is a map, whose names a strict schema can't leave open: make it a list of records,"
                                + " such as record Entry(String name, X value); $.inners[].anything is a Json" + open
                                + "; $.inners[].object is a JsonObject" + open + "; $.inners[].array is a JsonArray"
                                + open),
                Arguments.of(Raw.class, "$.list is a List that does not say of what it is"),
                Arguments.of(
                        Foreign.class,
                        "$.files[] has the type java.io.File" + none + "; $.thread has the type java.lang.Thread" + none
                                + "; $.byDate is a map whose names are no String"),
                Arguments.of(Open.class, "$.value has the open type T: a record must say of what it is"),
                Arguments.of(
                        Start.class,
                        "$.endless" + ".more".repeat(100) + " has the type " + here + "$Endless, which never ends"),
                Arguments.of(
                        HasTaken.class,
                        "$.taken may be a " + here + "$Typed, which has a component named type: the tag's place"),
                Arguments.of(HasMixed.class, "$.mixed may be a " + here + "$Other, which is no record"),
                Arguments.of(
                        HasTwice.class,
                        "$.twice may be a " + here + "$Right$Arm or a " + here + "$Left$Arm, whose tags are the same"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCantBeDescribedIsNamed(Class<?> type, String message) {
        var thrown = assertThrows(BindException.class, () -> binding.schema(type));
        assertEquals(message, thrown.getMessage());
        assertThrows(BindException.class, () -> binding.schema(type), "the second time too");
    }
}
