package io.github.openrouterjava.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What values become as JSON. */
class WriteTest {
    private final RecordBinding binding = new RecordBinding();

    record Bare(@Nullable String text, Optional<String> maybe) {}

    static Stream<Arguments> written() {
        var cash = new Kitchen.Cash(new BigDecimal("1.50"));
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of("a\"b", "\"a\\\"b\""),
                Arguments.of(3, "3"),
                Arguments.of(1.5f, "1.5"),
                Arguments.of(2.0, "2"),
                Arguments.of(new BigDecimal("1E+3"), "1E+3"),
                Arguments.of('c', "\"c\""),
                Arguments.of(LocalDate.of(2026, 1, 2), "\"2026-01-02\""),
                Arguments.of(Duration.ofMinutes(90), "\"PT1H30M\""),
                Arguments.of(Kitchen.Course.MAIN, "\"MAIN\""),
                Arguments.of(new int[] {1, 2}, "[1,2]"),
                Arguments.of(new String[] {"a"}, "[\"a\"]"),
                Arguments.of(Arrays.asList(1, null, "a"), "[1,null,\"a\"]"),
                Arguments.of(
                        Collections.singletonMap("a", List.of(cash)), "{\"a\":[{\"type\":\"cash\",\"amount\":1.50}]}"),
                Arguments.of(Optional.of(cash), "{\"type\":\"cash\",\"amount\":1.50}"),
                Arguments.of(OptionalInt.of(3), "3"),
                Arguments.of(Json.parse("{\"a\":1.0}"), "{\"a\":1.0}"),
                Arguments.of(
                        new Kitchen.Order("1", cash, List.of(new Kitchen.Voucher()), null),
                        "{\"id\":\"1\",\"payment\":{\"type\":\"cash\",\"amount\":1.50},"
                                + "\"others\":[{\"type\":\"voucher\"}],\"spare\":null}"),
                Arguments.of(new Bare(null, Optional.empty()), "{\"text\":null,\"maybe\":null}"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void valueIsWritten(@Nullable Object value, String json) {
        assertEquals(json, binding.write(value).toText());
    }

    record Numbers(String name, List<Double> values) {}

    record Holder(Thread thread) {}

    static Stream<Arguments> unwritable() {
        String none = ", which is none of: records, sealed interfaces of records, enums, lists, sets, arrays, maps,"
                + " strings, numbers, booleans, dates and times, durations, URIs, UUIDs, Json";
        return Stream.of(
                Arguments.of(
                        new Numbers("a", List.of(1.0, Double.NaN)), "$.values[1] is NaN, for which JSON has no number"),
                Arguments.of(Float.POSITIVE_INFINITY, "$ is Infinity, for which JSON has no number"),
                Arguments.of(
                        Map.of("a", List.of(1, Thread.currentThread())), "$.a[1] has the type java.lang.Thread" + none),
                Arguments.of(
                        List.of(new Holder(Thread.currentThread())),
                        "$[0].thread has the type java.lang.Thread" + none));
    }

    @ParameterizedTest
    @MethodSource("unwritable")
    void whatCantBeWrittenIsNamedWithItsPath(Object value, String message) {
        assertEquals(
                message,
                assertThrows(BindException.class, () -> binding.write(value)).getMessage());
    }

    @Test
    void whatContainsItselfIsAProblemAndNoOverflow() {
        var branches = new ArrayList<Kitchen.Tree>();
        var tree = new Kitchen.Tree("", branches, null);
        branches.add(tree);
        branches.add(tree);
        var thrown = assertThrows(BindException.class, () -> binding.write(tree));
        assertEquals("is nested too deeply", thrown.problems().getFirst().what());
        var list = new ArrayList<>();
        list.add(list);
        assertThrows(BindException.class, () -> binding.write(list));
    }

    @Test
    void whatAnAccessorThrowsComesOutAsItIs() {
        record Broken(int value) {
            @Override
            public int value() {
                throw new IllegalStateException("mine");
            }
        }
        assertEquals(
                "mine",
                assertThrows(IllegalStateException.class, () -> binding.write(new Broken(1)))
                        .getMessage());
    }
}
