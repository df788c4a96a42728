package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets and reads the members of the JSON object behind a request or its options. */
final class Members {
    private Members() {}

    /** A copy with this member, or without it where the value is null, in the order of {@link #sorted}. */
    static JsonObject set(JsonObject json, String name, @Nullable Json value) {
        return sorted(json.with(name, value));
    }

    static JsonObject set(JsonObject json, String name, String value) {
        return set(json, name, Json.of(Objects.requireNonNull(value, name)));
    }

    static JsonObject set(JsonObject json, String name, boolean value) {
        return set(json, name, Json.of(value));
    }

    static JsonObject set(JsonObject json, String name, long value) {
        return set(json, name, Json.of(value));
    }

    static JsonObject set(JsonObject json, String name, double value) {
        return set(json, name, finite(name, value));
    }

    /** The same members in alphabetical order, so that the order of the calls that set them does not show. */
    static JsonObject sorted(JsonObject json) {
        return new JsonObject(new TreeMap<>(json.members()));
    }

    /** A price as the decimal text, without an exponent, that the API asks for. */
    static String price(String name, double value) {
        finite(name, value);
        return new BigDecimal(Json.of(value).literal()).toPlainString();
    }

    static <T> JsonArray array(List<T> values, Function<T, JsonObject> json) {
        return new JsonArray(values.stream().<Json>map(json).toList());
    }

    static JsonObject numbers(String name, Map<String, ? extends Number> values) {
        var members = new TreeMap<String, Json>();
        values.forEach((key, value) -> members.put(key, finite(name + "." + key, value.doubleValue())));
        return new JsonObject(members);
    }

    static JsonObject texts(Map<String, String> values) {
        var members = new TreeMap<String, Json>();
        values.forEach((key, value) -> members.put(key, Json.of(Objects.requireNonNull(value, key))));
        return new JsonObject(members);
    }

    static @Nullable Double number(JsonObject json, String name) {
        return json.get(name) instanceof JsonNumber number ? finite(number) : null;
    }

    static @Nullable Double numberOrText(JsonObject json, String name) {
        if (!(json.get(name) instanceof JsonString(String text))) {
            return number(json, name);
        }
        try {
            return finite(new JsonNumber(text));
        } catch (IllegalArgumentException notANumber) {
            return null;
        }
    }

    static @Nullable Long integerLong(JsonObject json, String name) {
        return json.get(name) instanceof JsonNumber number ? number.toLong() : null;
    }

    static @Nullable Integer integer(JsonObject json, String name) {
        Long value = integerLong(json, name);
        return value == null || value != value.intValue() ? null : Integer.valueOf(value.intValue());
    }

    /** The texts of a list; a text alone counts as a list of it. */
    static List<String> strings(JsonObject json, String name) {
        return switch (json.get(name)) {
            case JsonString(String text) -> List.of(text);
            case JsonArray(var elements) -> {
                var texts = new ArrayList<String>();
                for (Json element : elements) {
                    if (element instanceof JsonString(String text)) {
                        texts.add(text);
                    }
                }
                yield Collections.unmodifiableList(texts);
            }
            case null, default -> List.of();
        };
    }

    static Map<String, Double> numbers(JsonObject json, String name) {
        return map(json.object(name), value -> value instanceof JsonNumber number ? finite(number) : null);
    }

    static Map<String, String> texts(JsonObject json, String name) {
        return map(json.object(name), value -> value instanceof JsonString(String text) ? text : null);
    }

    static <T> @Nullable T object(JsonObject json, String name, Function<JsonObject, T> view) {
        JsonObject object = json.object(name);
        return object == null ? null : view.apply(object);
    }

    static <T> List<T> list(JsonObject json, String name, Function<JsonObject, T> view) {
        JsonArray array = json.array(name);
        var list = new ArrayList<T>();
        if (array != null) {
            for (Json element : array.elements()) {
                if (element instanceof JsonObject object) {
                    list.add(view.apply(object));
                }
            }
        }
        return Collections.unmodifiableList(list);
    }

    private static <T> Map<String, T> map(@Nullable JsonObject json, Function<Json, @Nullable T> reading) {
        var map = new TreeMap<String, T>();
        if (json != null) {
            json.members().forEach((key, value) -> {
                T read = reading.apply(value);
                if (read != null) {
                    map.put(key, read);
                }
            });
        }
        return Collections.unmodifiableMap(map);
    }

    private static JsonNumber finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + ", which JSON can't say: give a finite number");
        }
        return Json.of(value);
    }

    private static @Nullable Double finite(JsonNumber number) {
        double value = number.toDouble();
        return Double.isFinite(value) ? value : null;
    }
}
