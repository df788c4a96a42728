package io.github.openrouterjava.call;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** What a request carries that must not be shown: servers quote keys in their errors. */
final class Secrets {
    private static final List<String> WORDS = List.of("auth", "key", "token", "secret", "cookie");
    private static final List<String> SCHEMES = List.of("Bearer ", "Basic ");
    private static final int SHORTEST = 4;

    private final List<String> values;

    private Secrets(List<String> values) {
        this.values = values;
    }

    /** The credentials among these headers, told by the fields' names. */
    static Secrets of(Headers headers) {
        var values = new ArrayList<String>();
        for (Headers.Field field : headers.fields()) {
            String value = withoutScheme(field.value());
            if (isSecret(field.name()) && value.length() >= SHORTEST) {
                values.add(value);
            }
        }
        return new Secrets(values);
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String word : WORDS) {
            if (lower.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutScheme(String value) {
        for (String scheme : SCHEMES) {
            if (value.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return value.substring(scheme.length()).stripLeading();
            }
        }
        return value;
    }

    /** The text with every secret in it masked. */
    String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, "***");
        }
        return masked;
    }

    /** The value with every secret in its strings masked; names and what is no string stay what they are. */
    Json mask(Json json) {
        return switch (json) {
            case JsonString(String text) -> new JsonString(mask(text));
            case JsonArray(var elements) ->
                new JsonArray(elements.stream().map(this::mask).toList());
            case JsonObject(var members) -> {
                var masked = new LinkedHashMap<String, Json>();
                members.forEach((name, value) -> masked.put(name, mask(value)));
                yield new JsonObject(masked);
            }
            default -> json;
        };
    }
}
