package io.github.openrouterjava.call;

import io.github.openrouterjava.error.OpenRouterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a failed call is made again: only while nothing of an answer has been delivered, and only after a failure that is
 * {@link OpenRouterException#retryable()}.
 *
 * @param attempts how often a call is made at the most, the first time included
 * @param firstWait the wait before the second attempt; it doubles from one to the next, and half of it is random
 * @param longestWait no wait is longer; a server that asks for a longer one is not asked again
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration longestWait) {
    /** Three attempts, some 0.5 s and 1 s apart, or as far apart as the server asks up to 30 s. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(30));

    /** One attempt. */
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    /** @throws IllegalArgumentException for less than one attempt or a negative wait */
    public RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + ", but must be at least 1");
        }
        if (firstWait.isNegative() || longestWait.isNegative()) {
            throw new IllegalArgumentException("a wait is negative");
        }
    }

    /**
     * How long to wait after the given failure of the given attempt, or null for no further attempt.
     *
     * @param made attempts made so far
     * @param random from 0 to 1
     */
    @Nullable
    Duration next(int made, OpenRouterException failure, double random) {
        return made >= attempts ? null : pause(made, failure, random);
    }

    /** As {@link #next}, however many attempts have been made. */
    @Nullable
    Duration pause(int made, OpenRouterException failure, double random) {
        if (!failure.retryable()) {
            return null;
        }
        Duration asked = failure.retryAfter();
        if (asked != null && asked.compareTo(longestWait) > 0) {
            return null;
        }
        Duration backoff = firstWait.multipliedBy(1L << Math.min(made - 1, 20));
        Duration most = backoff.compareTo(longestWait) < 0 ? backoff : longestWait;
        Duration wait = Duration.ofMillis((long) (most.toMillis() * (0.5 + random / 2)));
        return asked != null && asked.compareTo(wait) > 0 ? asked : wait;
    }
}
