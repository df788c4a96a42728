package io.github.openrouterjava.jackson;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both bindings, which do the same but for what their Jackson does otherwise. */
class JacksonTest {
    enum Version {
        TWO {
            @Override
            Binding binding() {
                return new Jackson2Binding(com.fasterxml.jackson.databind.json.JsonMapper.builder()
                        .addModules(new JavaTimeModule(), new Jdk8Module())
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                        .build());
            }

            @Override
            Binding snakeCase() {
                return new Jackson2Binding(com.fasterxml.jackson.databind.json.JsonMapper.builder()
                        .propertyNamingStrategy(com.fasterxml.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
                        .build());
            }
        },
        THREE {
            @Override
            Binding binding() {
                return new JacksonBinding(tools.jackson.databind.json.JsonMapper.builder()
                        .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                        .build());
            }

            @Override
            Binding snakeCase() {
                return new JacksonBinding(tools.jackson.databind.json.JsonMapper.builder()
                        .propertyNamingStrategy(tools.jackson.databind.PropertyNamingStrategies.SNAKE_CASE)
                        .build());
            }
        };

        abstract Binding binding();

        abstract Binding snakeCase();
    }

    static Stream<Arguments> described() {
        return Stream.of(Version.values())
                .flatMap(version -> Stream.of(
                                Shop.Order.class, Shop.Tree.class, Shop.Trip.class, Shop.Bean.class, Shop.Card.class)
                        .map(type -> Arguments.of(version, type)));
    }

    @ParameterizedTest
    @MethodSource("described")
    void schemaIsThatOfItsFile(Version version, Class<?> type) throws IOException {
        String schema = version.binding().schema(type).toText();
        try (var file = JacksonTest.class.getResourceAsStream(type.getSimpleName() + ".json")) {
            assertNotNull(file, schema);
            assertEquals(Json.parse(file.readAllBytes()).toText(), schema);
        }
    }

    private static Shop.Order order() {
        return new Shop.Order(
                new UUID(1, 2),
                "Ada",
                new Shop.Card("4111"),
                List.of(new Shop.Line("pen", 2, new BigDecimal("1.50"))),
                null,
                Optional.of(Instant.EPOCH),
                OptionalInt.empty(),
                Shop.State.NEW,
                LocalDate.EPOCH,
                LocalDate.EPOCH.atTime(12, 0),
                Duration.ofMinutes(90),
                EnumSet.of(Shop.State.NEW),
                new int[] {1},
                true);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenKeepsToTheSchemaAndIsReadBack(Version version) {
        Binding binding = version.binding();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(binding.schema(Shop.Order.class).toText());
        Json written = binding.write(order());
        assertEquals(List.of(), schema.validate(written.toText(), InputFormat.JSON));
        assertEquals(written, binding.write(binding.read(written, Shop.Order.class)));
        for (String member : ((JsonObject) written).members().keySet()) {
            Json without = ((JsonObject) written).with(member, null);
            assertNotEquals(List.of(), schema.validate(without.toText(), InputFormat.JSON), member);
        }
        Json more = ((JsonObject) written).with("more", JsonNull.NULL);
        assertNotEquals(List.of(), schema.validate(more.toText(), InputFormat.JSON));
    }

    @ParameterizedTest
    @EnumSource
    void namesAreTheMappers(Version version) {
        record Named(String firstName) {}
        Binding binding = version.snakeCase();
        assertEquals("{\"first_name\":\"Ada\"}", binding.write(new Named("Ada")).toText());
        assertEquals("[\"first_name\"]", "" + binding.schema(Named.class).get("required"));
    }

    @ParameterizedTest
    @EnumSource
    void whatCantBeDescribedIsNamed(Version version) {
        assertEquals(
                "$.map is a map, whose names a strict schema can't leave open: make it a list of objects; $.anything is"
                        + " a java.lang.Object, of which nothing says what it may be; $.plain is a "
                        + Shop.Plain.class.getName()
                        + ", of which nothing says what it may be; $.classy is told apart by"
                        + " something else than a name in a property",
                assertThrows(BindException.class, () -> version.binding().schema(Shop.Opens.class))
                        .getMessage());
        assertEquals(
                "$ is no object: put it into one (java.lang.String)",
                assertThrows(BindException.class, () -> version.binding().schema(String.class))
                        .getMessage());
    }

    @Test
    void jackson2NamesItsFirstProblem() {
        var thrown =
                assertThrows(BindException.class, () -> Version.TWO.binding().read(WRONG, Shop.Order.class));
        assertEquals(1, thrown.problems().size());
        assertEquals("$.lines[1].count", thrown.problems().getFirst().path());
    }

    @Test
    void jackson3NamesAllProblems() {
        var thrown =
                assertThrows(BindException.class, () -> Version.THREE.binding().read(WRONG, Shop.Order.class));
        assertEquals(
                List.of("$.lines[1].count", "$.state"),
                thrown.problems().stream().map(BindException.Problem::path).toList());
    }

    private static final Json WRONG = Json.parse("{\"lines\":[{\"article\":\"a\",\"count\":1,\"price\":1},"
            + "{\"article\":\"b\",\"count\":\"ten\",\"price\":2}],\"state\":\"LOST\"}");

    @ParameterizedTest
    @EnumSource
    void whatAConstructorRefusesIsAProblem(Version version) {
        Json json = Json.parse("{\"lines\":[{\"article\":\"a\",\"count\":0,\"price\":1}]}");
        var thrown = assertThrows(BindException.class, () -> version.binding().read(json, Shop.Order.class));
        assertEquals("$.lines[0] is not accepted: count must be 1 at the least", thrown.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void nullAndJsonAreWhatTheyAre(Version version) {
        assertEquals(JsonNull.NULL, version.binding().write(null));
        assertEquals(JsonObject.EMPTY, version.binding().write(JsonObject.EMPTY));
        var thrown = assertThrows(BindException.class, () -> version.binding().read(JsonNull.NULL, Shop.Order.class));
        assertEquals("$ must not be null", thrown.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void whatCantBeWrittenIsNamedWithItsPath(Version version) {
        record Broken(int value) {
            public int getBroken() {
                throw new IllegalStateException("mine");
            }
        }
        var thrown =
                assertThrows(BindException.class, () -> version.binding().write(Map.of("a", List.of(new Broken(1)))));
        assertEquals("$.a[0].broken", thrown.problems().getFirst().path());
    }

    @Test
    void noneIsAnnounced() {
        assertEquals(List.of(), ServiceLoader.load(Binding.class).stream().toList());
    }
}
