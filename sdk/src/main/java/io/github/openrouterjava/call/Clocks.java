package io.github.openrouterjava.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call may take; null switches a clock off.
 *
 * @param connect until a connection stands, name lookup and TLS included
 * @param firstToken from sending the request until the first content, or, without streaming, until the answer begins
 * @param idle between two bytes once the answer has begun; the server's comments count as life
 * @param total for everything, retries included
 */
public record Clocks(
        @Nullable Duration connect,
        @Nullable Duration firstToken,
        @Nullable Duration idle,
        @Nullable Duration total) {
    /** 10 s to connect, 5 min to the first token, 1 min idle, no limit in all: slow models are healthy, silence is not. */
    public static final Clocks DEFAULT =
            new Clocks(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(1), null);

    /** @throws IllegalArgumentException where a clock is not positive */
    public Clocks {
        check(Clock.CONNECT, connect);
        check(Clock.FIRST_TOKEN, firstToken);
        check(Clock.IDLE, idle);
        check(Clock.TOTAL, total);
    }

    public Clocks connect(@Nullable Duration limit) {
        return new Clocks(limit, firstToken, idle, total);
    }

    public Clocks firstToken(@Nullable Duration limit) {
        return new Clocks(connect, limit, idle, total);
    }

    public Clocks idle(@Nullable Duration limit) {
        return new Clocks(connect, firstToken, limit, total);
    }

    public Clocks total(@Nullable Duration limit) {
        return new Clocks(connect, firstToken, idle, limit);
    }

    /** This clock's limit, or null where it is off. */
    public @Nullable Duration of(Clock clock) {
        return switch (clock) {
            case CONNECT -> connect;
            case FIRST_TOKEN -> firstToken;
            case IDLE -> idle;
            case TOTAL -> total;
        };
    }

    private static void check(Clock clock, @Nullable Duration limit) {
        if (limit != null && !limit.isPositive()) {
            throw new IllegalArgumentException("the " + clock + " clock is " + limit + ", but must be positive");
        }
    }
}
