package io.github.openrouterjava.call;

import java.io.IOException;
import java.time.Duration;

/** Thrown where a {@link Clock} has run out. */
public final class ClockException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Clock clock;

    ClockException(Clock clock, Duration limit) {
        super(
                switch (clock) {
                    case CONNECT -> "No connection within " + words(limit);
                    case FIRST_TOKEN -> "No token within " + words(limit) + " of the request";
                    case IDLE -> "Nothing came for " + words(limit);
                    case TOTAL -> "Not done within " + words(limit);
                });
        this.clock = clock;
    }

    /** The clock that ran out. */
    public Clock clock() {
        return clock;
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
