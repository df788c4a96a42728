package io.github.openrouterjava.relay;

import io.github.openrouterjava.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who has asked to be left alone, and until when: {@code Retry-After} (RFC 9110, section 10.2.3). */
final class Rests {
    private static final Duration LONGEST = Duration.ofMinutes(10); // that anybody is taken at his word for

    private final ConcurrentHashMap<Attempt, Instant> until = new ConcurrentHashMap<>();

    /** Notes what an answer asks for. */
    void note(Attempt attempt, Headers headers) {
        Instant now = Instant.now();
        Duration asked = asked(headers.first("retry-after"), now);
        if (asked != null && asked.isPositive()) {
            until.put(attempt, now.plus(asked.compareTo(LONGEST) < 0 ? asked : LONGEST));
        }
    }

    /** How long this one is to be left alone; zero where it is not. */
    Duration left(Attempt attempt) {
        Instant end = until.get(attempt);
        if (end == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(Instant.now(), end);
        if (left.isPositive()) {
            return left;
        }
        until.remove(attempt, end);
        return Duration.ZERO;
    }

    private static @Nullable Duration asked(@Nullable String field, Instant now) {
        if (field == null) {
            return null;
        }
        if (field.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(field));
        }
        try {
            return Duration.between(now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(field, Instant::from));
        } catch (DateTimeParseException neither) {
            return null;
        }
    }
}
