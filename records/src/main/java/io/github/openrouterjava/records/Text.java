package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written as a string.
 *
 * <p>A format stands in the schema only where both OpenAI and Anthropic know it and it says no more and no less than the
 * type: {@code uri} is refused by OpenAI, and {@code time} and {@code date-time} ask for an offset, which the local types
 * don't have.
 */
final class Text extends Form {
    private final Class<?> type;
    private final @Nullable String format;
    private final @Nullable String example;
    private final String words;

    private Text(Class<?> type, @Nullable String format, String words, @Nullable String example) {
        this.type = type;
        this.format = format;
        this.words = words;
        this.example = example;
    }

    static @Nullable Text of(Class<?> type) {
        if (type == String.class) {
            return new Text(type, null, "a string", null);
        }
        if (type == Character.class) {
            return new Text(type, null, "a string of one character", "");
        }
        if (type == LocalDate.class) {
            return new Text(type, "date", "a date", "2026-11-23");
        }
        if (type == Instant.class || type == OffsetDateTime.class) {
            return new Text(type, "date-time", "a date and time with an offset", "2026-11-23T09:30:00Z");
        }
        if (type == LocalDateTime.class) {
            return new Text(type, null, "a date and time without an offset", "2026-11-23T09:30:00");
        }
        if (type == LocalTime.class) {
            return new Text(type, null, "a time of day without an offset", "09:30:00");
        }
        if (type == Duration.class) {
            return new Text(type, "duration", "a duration in days, hours, minutes and seconds", "PT1H30M");
        }
        if (type == URI.class) {
            return new Text(type, null, "a URI", "https://example.com/");
        }
        if (type == UUID.class) {
            return new Text(type, "uuid", "a UUID", "123e4567-e89b-12d3-a456-426614174000");
        }
        return null;
    }

    @Override
    String words() {
        return example == null || example.isEmpty() ? words : words + ", such as \"" + example + "\"";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        JsonObject schema = JsonObject.of("type", Json.of("string"));
        if (format != null) {
            schema = schema.with("format", Json.of(format));
        }
        // A duration's format has years and months too, which no Duration has.
        boolean isClear = type == String.class || format != null && type != Duration.class;
        return isClear ? schema : SchemaWriter.described(schema, words());
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (json instanceof JsonString(String text)) {
            try {
                return parsed(text);
            } catch (DateTimeException | IllegalArgumentException notOne) {
                // The message of neither says more than what is expected.
            }
        }
        problems.mismatch(place, words(), json);
        return null;
    }

    private Object parsed(String text) {
        if (type == String.class) {
            return text;
        }
        if (type == Character.class) {
            if (text.length() != 1) {
                throw new IllegalArgumentException("not one character");
            }
            return text.charAt(0);
        }
        if (type == URI.class) {
            return URI.create(text);
        }
        return type == UUID.class ? uuid(text) : time(text);
    }

    private Object time(String text) {
        if (type == LocalDate.class) {
            return LocalDate.parse(text);
        }
        if (type == Instant.class) {
            return OffsetDateTime.parse(text).toInstant();
        }
        if (type == OffsetDateTime.class) {
            return OffsetDateTime.parse(text);
        }
        if (type == LocalDateTime.class) {
            return LocalDateTime.parse(text);
        }
        return type == LocalTime.class ? LocalTime.parse(text) : Duration.parse(text);
    }

    /** UUID's own parser takes what is shorter as well. */
    private static UUID uuid(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("not 36 characters");
        }
        return UUID.fromString(text);
    }

    @Override
    Json write(Object value, Place place) {
        return Json.of(value.toString());
    }
}
