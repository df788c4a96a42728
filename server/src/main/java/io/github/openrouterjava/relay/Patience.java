package io.github.openrouterjava.relay;

import java.time.Duration;

/**
 * How long an upstream that has another behind it may take.
 *
 * @param silence after which it has failed
 * @param comments for how long these are held back, which keep clients patient; after that its answer is passed on
 */
record Patience(Duration silence, Duration comments) {
    static final Patience USUAL = new Patience(Duration.ofMinutes(5), Duration.ofSeconds(15));
}
