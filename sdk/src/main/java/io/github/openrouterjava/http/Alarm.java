package io.github.openrouterjava.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Aborts a connection at a deadline unless it is stopped before: a socket has no timeout for writing.
 *
 * <p>It rings on the JDK's own timer thread, and is set for large bodies only: small ones find room in the socket.
 */
final class Alarm {
    private final CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();

    Alarm(Connection connection, long deadline) {
        timer.completeOnTimeout(null, Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        var unused = timer.thenRun(connection::abort);
    }

    /** True where it has rung. */
    boolean stop() {
        return !timer.cancel(false);
    }
}
