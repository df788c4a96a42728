package io.github.openrouterjava.chat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notes when what came, for {@link Delivery.Timings}.
 *
 * <p>A chunk's time is that of the read that brought its end. To ask the clock for each chunk would cost a tenth of all
 * that is done for one, and tell only how quickly those are decoded that came together.
 */
final class Stopwatch {
    private long start = System.nanoTime();
    private @Nullable Duration head;
    private @Nullable Duration firstChunk;
    private @Nullable Duration firstToken;
    private @Nullable Duration firstText;
    private @Nullable Duration total;
    private long lastChunk;
    private long longestGap = -1; // none before the second chunk

    void start(long nanoTime) {
        start = nanoTime;
    }

    void head() {
        head = head == null ? since(System.nanoTime()) : head;
    }

    void chunk(long nanoTime) {
        if (firstChunk == null) {
            firstChunk = since(nanoTime);
        } else if (nanoTime - lastChunk > longestGap) {
            longestGap = nanoTime - lastChunk;
        }
        lastChunk = nanoTime;
    }

    void token(long nanoTime) {
        firstToken = firstToken == null ? since(nanoTime) : firstToken;
    }

    boolean hasText() {
        return firstText != null;
    }

    void text(long nanoTime) {
        firstText = since(nanoTime);
    }

    /** Forgets what has come: another attempt begins. */
    void again() {
        head = null;
        firstChunk = null;
        firstToken = null;
        firstText = null;
        longestGap = -1;
    }

    void stop() {
        total = total == null ? since(System.nanoTime()) : total;
    }

    Delivery.Timings timings() {
        return new Delivery.Timings(
                head,
                firstChunk,
                firstToken,
                firstText,
                firstChunk == null ? null : since(lastChunk),
                longestGap < 0 ? null : Duration.ofNanos(longestGap),
                total == null ? since(System.nanoTime()) : total);
    }

    private Duration since(long nanoTime) {
        return Duration.ofNanos(nanoTime - start);
    }
}
