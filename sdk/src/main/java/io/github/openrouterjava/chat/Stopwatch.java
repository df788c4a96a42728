package io.github.openrouterjava.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Notes when what came, for {@link Delivery.Timings}. */
final class Stopwatch {
    private long start = System.nanoTime();
    private @Nullable Duration head;
    private @Nullable Duration firstChunk;
    private @Nullable Duration firstToken;
    private @Nullable Duration total;

    void start(long nanoTime) {
        start = nanoTime;
    }

    void head() {
        head = head == null ? sinceStart() : head;
    }

    void chunk() {
        firstChunk = firstChunk == null ? sinceStart() : firstChunk;
    }

    void token() {
        firstToken = firstToken == null ? sinceStart() : firstToken;
    }

    /** Forgets what has come: another attempt begins. */
    void again() {
        head = null;
        firstChunk = null;
        firstToken = null;
    }

    void stop() {
        total = total == null ? sinceStart() : total;
    }

    Delivery.Timings timings() {
        return new Delivery.Timings(head, firstChunk, firstToken, total == null ? sinceStart() : total);
    }

    private Duration sinceStart() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
