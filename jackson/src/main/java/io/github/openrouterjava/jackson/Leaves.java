package io.github.openrouterjava.jackson;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schemas of what is neither an object nor an array. */
final class Leaves {
    private Leaves() {}

    static Node simple(String type) {
        return new Node.Leaf(JsonObject.of("type", Json.of(type)));
    }

    /** What is written as a string, with a format where OpenAI and Anthropic both know it and it says what the type says. */
    static Node text(Class<?> type) {
        JsonObject schema = JsonObject.of("type", Json.of("string"));
        String format = format(type.getName());
        if (format != null) {
            schema = schema.with("format", Json.of(format));
        }
        String hint = hint(type.getName());
        return new Node.Leaf(hint == null ? schema : StrictSchema.described(schema, hint));
    }

    private static @Nullable String format(String type) {
        return switch (type) {
            case "java.time.LocalDate" -> "date";
            case "java.time.Instant", "java.time.OffsetDateTime", "java.time.ZonedDateTime" -> "date-time";
            case "java.time.Duration" -> "duration";
            case "java.util.UUID" -> "uuid";
            default -> null;
        };
    }

    private static @Nullable String hint(String type) {
        return switch (type) {
            case "java.time.LocalDateTime" -> "a date and time without an offset, such as \"2026-11-23T09:30:00\"";
            case "java.time.LocalTime" -> "a time of day without an offset, such as \"09:30:00\"";
            case "java.time.Duration" -> "a duration in days, hours, minutes and seconds, such as \"PT1H30M\"";
            case "java.net.URI", "java.net.URL" -> "a URI, such as \"https://example.com/\"";
            case "char", "java.lang.Character" -> "a string of one character";
            default -> null;
        };
    }

    /** An enum, whose constants have these names in JSON. */
    static Node choice(Class<?> type, Set<String> names) {
        JsonObject schema = JsonObject.of("type", Json.of("string")).with("enum", Json.of(List.copyOf(names)));
        String meaning = Notes.description(type);
        Object[] constants = type.getEnumConstants();
        if (constants != null && constants.length == names.size()) {
            int i = 0;
            for (String name : names) {
                String own = description(type, (Enum<?>) constants[i++]);
                if (own != null) {
                    meaning = (meaning == null ? "" : meaning + "\n") + name + ": " + own;
                }
            }
        }
        return new Node.Leaf(StrictSchema.described(schema, meaning));
    }

    private static @Nullable String description(Class<?> type, Enum<?> constant) {
        try {
            return Notes.description(type.getField(constant.name()));
        } catch (NoSuchFieldException renamed) {
            return null;
        }
    }

    /** A choice of one: Gemini knows no "const". */
    static Node tag(String name) {
        return new Node.Leaf(JsonObject.of("type", Json.of("string")).with("enum", Json.of(List.of(name))));
    }
}
