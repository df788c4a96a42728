package io.github.openrouterjava.records;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds JSON to records and what they are made of, by reflection.
 *
 * <table>
 * <caption>What is bound</caption>
 * <tr><td>a record, generic ones too<td>an object with a member for each component, by its name as it is
 * <tr><td>a sealed interface of records<td>one of them, named by the first member, {@code type}: the record's simple name
 * in snake case. A record that implements a sealed interface has this member wherever it stands
 * <tr><td>an enum<td>the constant's name
 * <tr><td>{@code List}, {@code Set}, {@code Collection}, arrays<td>an array
 * <tr><td>{@code Map<String, X>}, {@code Json}, {@code JsonObject}, {@code JsonArray}<td>an object, or what it is; a
 * strict schema has no words for it, so {@link #schema} refuses it
 * <tr><td>{@code Optional}s, and what an annotation named {@code Nullable} stands at<td>null, or not there
 * <tr><td>{@code String}, {@code char}, {@code URI}, {@code UUID}; {@code LocalDate}, {@code LocalTime},
 * {@code LocalDateTime}, {@code OffsetDateTime}, {@code Instant}, {@code Duration} by ISO 8601<td>a string
 * <tr><td>the other primitive types, their boxes, {@code BigInteger}, {@code BigDecimal}<td>a number or a boolean
 * </table>
 *
 * <p>Reading finds all problems, not only the first. It takes {@code 3.0} for a whole number, a constant in another case,
 * and passes over members that are no components. A record whose constructor throws an
 * {@link IllegalArgumentException} has a problem with that message; what else a constructor throws comes out as it is.
 *
 * <p>An annotation is only seen where its own jar is there at run time: with JSpecify only to compile, use an
 * {@code Optional}.
 *
 * <p>A record must be reachable: on the class path it always is, in a module its package must be open to this one. Types
 * are looked at once; what is found is kept as long as their class.
 */
public final class RecordBinding implements Binding {
    private static final ClassValue<Form> FORMS = new ClassValue<>() {
        @Override
        protected Form computeValue(Class<?> type) {
            return Forms.of(type);
        }
    };

    private static final ClassValue<JsonObject> SCHEMAS = new ClassValue<>() {
        @Override
        protected JsonObject computeValue(Class<?> type) {
            if (FORMS.get(type) instanceof Product product) {
                return SchemaWriter.write(product);
            }
            throw Problems.one(
                    Place.ROOT,
                    "must be a record, not " + type.getTypeName() + ": put it into one, such as record Answer("
                            + type.getSimpleName() + " value)");
        }
    };

    /** What it knows it shares with all others of its kind. */
    public RecordBinding() {}

    @Override
    public JsonObject schema(Class<?> type) {
        return SCHEMAS.get(type);
    }

    @Override
    @SuppressWarnings("unchecked") // a primitive's class can't cast to its box
    public <T> T read(Json json, Class<T> type) {
        var problems = new Problems();
        Object value = FORMS.get(type).read(json, Place.ROOT, problems);
        problems.check();
        if (value == null) {
            throw Problems.one(Place.ROOT, "must not be null");
        }
        return (T) value;
    }

    @Override
    public Json write(@Nullable Object value) {
        return write(value, Place.ROOT);
    }

    private static Json write(@Nullable Object value, Place place) {
        if (value == null) {
            return JsonNull.NULL;
        }
        if (value instanceof Json json) {
            return json;
        }
        Form.checkDepth(place);
        if (value instanceof Collection<?> values) {
            var elements = new ArrayList<Json>();
            for (Object each : values) {
                elements.add(write(each, place.element(elements.size())));
            }
            return new JsonArray(elements);
        }
        if (value instanceof Map<?, ?> values) {
            var members = new LinkedHashMap<String, Json>();
            for (Map.Entry<?, ?> entry : values.entrySet()) {
                String name = String.valueOf(entry.getKey());
                members.put(name, write(entry.getValue(), place.member(name)));
            }
            return new JsonObject(members);
        }
        if (value instanceof Optional<?> some) {
            return write(some.orElse(null), place);
        }
        return form(value, place).write(value, place);
    }

    private static Form form(Object value, Place place) {
        try {
            return FORMS.get(value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
        } catch (BindException unknown) {
            List<Problem> problems = new ArrayList<>();
            for (Problem problem : unknown.problems()) {
                problems.add(new Problem(place + problem.path().substring(1), problem.what()));
            }
            throw new BindException(problems);
        }
    }
}
