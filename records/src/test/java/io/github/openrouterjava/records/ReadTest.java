package io.github.openrouterjava.records;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a model's JSON, and what is said of what can't be. */
class ReadTest {
    private final RecordBinding binding = new RecordBinding();

    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of("\"a\"", String.class, "a"),
                Arguments.of("3", int.class, 3),
                Arguments.of("3.0", int.class, 3),
                Arguments.of("-0.0", int.class, 0),
                Arguments.of("3e2", Long.class, 300L),
                Arguments.of("-128", byte.class, (byte) -128),
                Arguments.of("32767", short.class, (short) 32767),
                Arguments.of("9223372036854775807", long.class, Long.MAX_VALUE),
                Arguments.of("12345678901234567890", BigInteger.class, new BigInteger("12345678901234567890")),
                Arguments.of("0.10", BigDecimal.class, new BigDecimal("0.10")),
                Arguments.of("0.1", double.class, 0.1),
                Arguments.of("1", double.class, 1.0),
                Arguments.of("0.1", float.class, 0.1f),
                Arguments.of("true", boolean.class, true),
                Arguments.of("\"x\"", char.class, 'x'),
                Arguments.of("\"2026-11-23\"", LocalDate.class, LocalDate.of(2026, 11, 23)),
                Arguments.of("\"09:30\"", LocalTime.class, LocalTime.of(9, 30)),
                Arguments.of("\"2026-11-23T09:30:01\"", LocalDateTime.class, LocalDateTime.of(2026, 11, 23, 9, 30, 1)),
                Arguments.of("\"2026-11-23T10:30:00+01:00\"", Instant.class, Instant.parse("2026-11-23T09:30:00Z")),
                Arguments.of(
                        "\"2026-11-23T10:30:00+01:00\"",
                        OffsetDateTime.class,
                        OffsetDateTime.parse("2026-11-23T10:30:00+01:00")),
                Arguments.of("\"P1DT2H\"", Duration.class, Duration.ofHours(26)),
                Arguments.of("\"a/b?c\"", URI.class, URI.create("a/b?c")),
                Arguments.of(
                        "\"123e4567-e89b-12d3-a456-426614174000\"",
                        UUID.class,
                        UUID.fromString("123e4567-e89b-12d3-a456-426614174000")),
                Arguments.of("\"MAIN\"", Kitchen.Course.class, Kitchen.Course.MAIN),
                Arguments.of("\"main\"", Kitchen.Course.class, Kitchen.Course.MAIN),
                Arguments.of("{\"a\":[1]}", JsonObject.class, Json.parse("{\"a\":[1]}")),
                Arguments.of("null", Json.class, JsonNull.NULL),
                Arguments.of("{\"number\":\"1\"}", Kitchen.CreditCard.class, new Kitchen.CreditCard("1")),
                Arguments.of(
                        "{\"number\":\"1\",\"type\":\"credit_card\",\"more\":{}}",
                        Kitchen.Payment.class,
                        new Kitchen.CreditCard("1")),
                Arguments.of("{\"type\":\"voucher\"}", Kitchen.Payment.class, new Kitchen.Voucher()),
                Arguments.of(
                        "{\"text\":\"stir\",\"minutes\":1,\"degrees\":null}",
                        Kitchen.Step.class,
                        new Kitchen.Step("stir", 1, null)),
                Arguments.of(
                        "{\"minutes\":1,\"text\":\"stir\"}", Kitchen.Step.class, new Kitchen.Step("stir", 1, null)));
    }

    @ParameterizedTest
    @MethodSource("readable")
    void valueIsThatOfTheJson(String json, Class<?> type, Object value) {
        assertEquals(value, binding.read(Json.parse(json), type));
    }

    record Lists(
            List<Integer> list, Set<String> set, int[] array, Map<String, List<Boolean>> map, Optional<String> text) {}

    @Test
    void listsAreInTheOrderOfTheDocument() {
        Lists lists = binding.read(
                Json.parse("{\"list\":[3,1,2],\"set\":[\"b\",\"c\",\"a\",\"b\"],\"array\":[2,1],"
                        + "\"map\":{\"z\":[true],\"a\":[]},\"text\":\"t\"}"),
                Lists.class);
        assertEquals(List.of(3, 1, 2), lists.list());
        assertEquals(List.of("b", "c", "a"), List.copyOf(lists.set()));
        assertArrayEquals(new int[] {2, 1}, lists.array());
        assertEquals("{z=[true], a=[]}", lists.map().toString());
        assertEquals(Optional.of("t"), lists.text());
        assertThrows(UnsupportedOperationException.class, () -> lists.list().add(4));
        assertThrows(UnsupportedOperationException.class, () -> lists.set().add("d"));
    }

    record Missing(
            Optional<String> text,
            OptionalInt number,
            @Nullable List<String> list) {}

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"text\":null,\"number\":null,\"list\":null}"})
    void whatMayBeMissingMayBeNullToo(String json) {
        assertEquals(
                new Missing(Optional.empty(), OptionalInt.empty(), null),
                binding.read(Json.parse(json), Missing.class));
    }

    @Test
    void elementsMayBeNullWhereTheTypeSaysSo() {
        record Gaps(List<@Nullable String> gaps) {}
        assertEquals(
                Arrays.asList("a", null),
                binding.read(Json.parse("{\"gaps\":[\"a\",null]}"), Gaps.class).gaps());
    }

    private static final class Mine {
        @Retention(RetentionPolicy.RUNTIME)
        @interface Nullable {}
    }

    @Test
    void annotationOfAnyoneCountsByItsName() {
        record Own(@Mine.Nullable String text) {}
        assertNull(binding.read(JsonObject.EMPTY, Own.class).text());
    }

    @Test
    void privateAndLocalRecordsAreReached() {
        record Local(Hidden hidden) {}
        assertEquals(new Local(new Hidden(1)), binding.read(Json.parse("{\"hidden\":{\"value\":1}}"), Local.class));
    }

    private record Hidden(int value) {}

    @Test
    void genericRecordsAreReadAsWhatTheyAreOf() {
        Kitchen.Pages pages = binding.read(
                Json.parse("{\"steps\":{\"items\":[{\"text\":\"a\",\"minutes\":1}],\"next\":{\"items\":[]}},"
                        + "\"texts\":{\"items\":[\"a\"]}}"),
                Kitchen.Pages.class);
        var end = new Kitchen.Page<Kitchen.Step>(List.of(), null);
        assertEquals(new Kitchen.Page<>(List.of(new Kitchen.Step("a", 1, null)), end), pages.steps());
        assertEquals(new Kitchen.Page<>(List.of("a"), null), pages.texts());
    }

    record Ranges(byte tiny, int number, long large, float rough, double fine, BigInteger huge, BigDecimal exact) {}

    record Texts(
            String text,
            char letter,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            Instant instant,
            Duration duration,
            URI uri,
            UUID uuid) {}

    record Kinds(Kitchen.Course course, List<String> list, Map<String, Integer> map, JsonArray json, boolean flag) {}

    record Solo(Only only) {}

    enum Only {
        ONE
    }

    enum Case {
        ab,
        aB,
        c
    }

    record Refusing(int value) {
        Refusing {
            if (value < 0) throw new IllegalArgumentException();
        }
    }

    static Stream<Arguments> wrong() {
        String courses = "one of \"STARTER\", \"MAIN\", \"DESSERT\"";
        return Stream.of(
                Arguments.of(
                        Kitchen.Recipe.class,
                        "{\"name\":null,\"serves\":2.5,\"course\":\"SOUP\",\"steps\":[{\"text\":\"a\",\"minutes\":1},"
                                + "7,{\"text\":[],\"minutes\":\"ten\",\"degrees\":true}],\"insteadOf\":\"\"}",
                        List.of(
                                "$.name must be a string, not null",
                                "$.serves must be a whole number, not 2.5",
                                "$.course must be " + courses + ", not \"SOUP\"",
                                "$.steps[1] must be an object, not 7",
                                "$.steps[2].text must be a string, not an array",
                                "$.steps[2].minutes must be a number, not \"ten\"",
                                "$.steps[2].degrees must be a whole number, not true",
                                "$.insteadOf must be " + courses + ", not \"\"")),
                Arguments.of(
                        Kitchen.Recipe.class,
                        "{\"Name\":\"a\"}",
                        List.of(
                                "$.name is missing: it must be a string",
                                "$.serves is missing: it must be a whole number",
                                "$.course is missing: it must be " + courses,
                                "$.steps is missing: it must be an array")),
                Arguments.of(Kitchen.Recipe.class, "[]", List.of("$ must be an object, not an array")),
                Arguments.of(Kitchen.Recipe.class, "null", List.of("$ must be an object, not null")),
                Arguments.of(
                        Kitchen.Step.class,
                        "{\"text\":\"a\",\"minutes\":-1}",
                        List.of("$ is not accepted: minutes must not be negative")),
                Arguments.of(Refusing.class, "{\"value\":-1}", List.of("$ is not accepted")),
                Arguments.of(
                        Kitchen.Order.class,
                        "{\"id\":\"1\",\"payment\":{\"type\":\"gold\"},\"others\":[{\"amount\":1},"
                                + "{\"type\":\"cash\",\"amount\":{}},{\"type\":5},\"cash\"]}",
                        List.of(
                                "$.payment.type must be one of \"cash\", \"credit_card\", \"voucher\", not \"gold\"",
                                "$.others[0].type is missing: it must be one of \"cash\", \"credit_card\", \"voucher\"",
                                "$.others[1].amount must be a number, not an object",
                                "$.others[2].type must be one of \"cash\", \"credit_card\", \"voucher\", not 5",
                                "$.others[3] must be an object, not \"cash\"")),
                Arguments.of(
                        Kitchen.Voucher.class,
                        "{\"type\":\"cash\"}",
                        List.of("$.type must be \"voucher\", not \"cash\"")),
                Arguments.of(
                        Ranges.class,
                        "{\"tiny\":128,\"number\":2147483648,\"large\":1e19,\"rough\":1e39,\"fine\":-1e999,"
                                + "\"huge\":1e1000000000,\"exact\":1e99999999999}",
                        List.of(
                                "$.tiny must be a whole number from -128 to 127, not 128",
                                "$.number must be a whole number from -2147483648 to 2147483647, not 2147483648",
                                "$.large must be a whole number from -9223372036854775808 to 9223372036854775807, not"
                                        + " 1e19",
                                "$.rough must be a number from -3.4028235E38 to 3.4028235E38, not 1e39",
                                "$.fine must be a number from -1.7976931348623157E308 to 1.7976931348623157E308, not"
                                        + " -1e999",
                                "$.huge must be a whole number of 1000 digits at the most, not 1e1000000000",
                                "$.exact must be a number of fewer digits, not 1e99999999999")),
                Arguments.of(
                        Texts.class,
                        "{\"text\":1,\"letter\":\"ab\",\"date\":\"2026-02-30\",\"time\":\"25:00\","
                                + "\"dateTime\":\"2026-11-23T09:30:00Z\",\"instant\":\"2026-11-23T09:30:00\","
                                + "\"duration\":\"P1Y\",\"uri\":\"a b\",\"uuid\":\"1-2-3-4-5\"}",
                        List.of(
                                "$.text must be a string, not 1",
                                "$.letter must be a string of one character, not \"ab\"",
                                "$.date must be a date, such as \"2026-11-23\", not \"2026-02-30\"",
                                "$.time must be a time of day without an offset, such as \"09:30:00\", not \"25:00\"",
                                "$.dateTime must be a date and time without an offset, such as \"2026-11-23T09:30:00\","
                                        + " not \"2026-11-23T09:30:00Z\"",
                                "$.instant must be a date and time with an offset, such as \"2026-11-23T09:30:00Z\","
                                        + " not \"2026-11-23T09:30:00\"",
                                "$.duration must be a duration in days, hours, minutes and seconds, such as"
                                        + " \"PT1H30M\", not \"P1Y\"",
                                "$.uri must be a URI, such as \"https://example.com/\", not \"a b\"",
                                "$.uuid must be a UUID, such as \"123e4567-e89b-12d3-a456-426614174000\","
                                        + " not \"1-2-3-4-5\"")),
                Arguments.of(
                        Kinds.class,
                        "{\"course\":3,\"list\":[null,{}],\"map\":{\"a b\":\"x\",\"c\":1.5},\"json\":{},"
                                + "\"flag\":\"" + "y".repeat(100) + "\"}",
                        List.of(
                                "$.course must be " + courses + ", not 3",
                                "$.list[0] must be a string, not null",
                                "$.list[1] must be a string, not an object",
                                "$.map[\"a b\"] must be a whole number, not \"x\"",
                                "$.map.c must be a whole number, not 1.5",
                                "$.json must be an array, not an object",
                                "$.flag must be true or false, not \"" + "y".repeat(60) + "…\"")),
                Arguments.of(
                        Kinds.class,
                        "{\"course\":\"MAIN\",\"list\":{},\"map\":[],\"json\":[],\"flag\":null}",
                        List.of(
                                "$.list must be an array, not an object",
                                "$.map must be an object, not an array",
                                "$.flag must be true or false, not null")),
                Arguments.of(Solo.class, "{\"only\":\"two\"}", List.of("$.only must be \"ONE\", not \"two\"")),
                Arguments.of(String.class, "null", List.of("$ must be a string, not null")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void allProblemsAreFoundAndNamed(Class<?> type, String json, List<String> problems) {
        var thrown = assertThrows(BindException.class, () -> binding.read(Json.parse(json), type));
        assertEquals(
                String.join("\n", problems),
                String.join(
                        "\n", thrown.problems().stream().map(Object::toString).toList()));
    }

    @Test
    void constantInAnotherCaseIsOnlyTakenWhereOneCanBeMeant() {
        assertEquals(Case.aB, binding.read(Json.of("aB"), Case.class));
        assertEquals(Case.c, binding.read(Json.of("C"), Case.class));
        var thrown = assertThrows(BindException.class, () -> binding.read(Json.of("AB"), Case.class));
        assertEquals("$ must be one of \"ab\", \"aB\", \"c\", not \"AB\"", thrown.getMessage());
    }

    @Test
    void whatElseAConstructorThrowsComesOutAsItIs() {
        record Broken(int value) {
            Broken {
                if (value == 1) throw new IllegalStateException("mine");
            }
        }
        var thrown = assertThrows(
                IllegalStateException.class, () -> binding.read(Json.parse("{\"value\":1}"), Broken.class));
        assertEquals("mine", thrown.getMessage());
    }

    @Test
    void jsonTooDeepToReadIsAProblemAndNoOverflow() {
        Json deep = Json.parse("{\"name\":\"\",\"branches\":[]}");
        for (int i = 0; i < 10_000; i++) {
            deep = JsonObject.of("name", Json.of("")).with("branches", JsonArray.of(deep));
        }
        Json document = deep;
        var thrown = assertThrows(BindException.class, () -> binding.read(document, Kitchen.Tree.class));
        assertEquals("is nested too deeply", thrown.problems().getFirst().what());
    }
}
