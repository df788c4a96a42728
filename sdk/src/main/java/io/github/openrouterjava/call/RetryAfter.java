package io.github.openrouterjava.call;

import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait: in a header, as seconds or as a date (RFC 9110, 10.2.3), or in the error itself. */
final class RetryAfter {
    private static final double LONGEST = Duration.ofDays(365).toSeconds();
    /** All that a recipient must accept (RFC 9110, 5.6.7). */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM [ ]d HH:mm:ss yyyy", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    static @Nullable Duration of(Headers headers, ErrorBody body, Instant now) {
        Duration wait = seconds(headers.first("retry-after-ms"), 1000);
        if (wait == null) {
            String field = headers.first("retry-after");
            wait = seconds(field, 1);
            if (wait == null) {
                wait = date(field, now);
            }
        }
        return wait == null ? body.retryAfter() : wait;
    }

    private static @Nullable Duration seconds(@Nullable String text, int perSecond) {
        if (text == null || !text.strip().matches("[0-9.eE+-]{1,40}")) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(text.strip()) / perSecond;
            return Duration.ofMillis((long) (Math.clamp(seconds, 0, LONGEST) * 1000));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable Duration date(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        for (DateTimeFormatter form : DATES) {
            try {
                Instant then = form.parse(text.strip(), Instant::from);
                return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
            } catch (DateTimeParseException notThisForm) {
                // the next may fit
            }
        }
        return null;
    }
}
