package io.github.openrouterjava.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Aborts a connection whose reader, or writer, is still waiting when its deadline comes.
 *
 * <p>A socket's own timeout makes each wait a timed one, which costs a timer set and cancelled for each piece of an answer,
 * and there is none for writing. Here one timer of the JDK's serves the whole connection: it is set again when it rings, and
 * only a deadline that comes before it sets it anew. One thread sets it.
 */
final class Alarm implements Runnable {
    private final Abortable connection;
    /** Until when what is under way may take. */
    private volatile long deadline = Exchange.NEVER;
    /** When the timer rings that is set. */
    private volatile long ringing = Exchange.NEVER;

    private volatile boolean rung;
    private @Nullable CompletableFuture<@Nullable Void> timer;
    private boolean cancelled;

    Alarm(Abortable connection) {
        this.connection = connection;
    }

    void set(long instant) {
        deadline = instant;
        if (TimedInput.isBefore(instant, ringing)) {
            ringAt(instant);
        }
    }

    /** Nothing is under way. */
    void off() {
        deadline = Exchange.NEVER;
    }

    /** True where it has aborted the connection. */
    boolean hasRung() {
        return rung;
    }

    /** Lets go of the connection for good. */
    synchronized void cancel() {
        cancelled = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private synchronized void ringAt(long instant) {
        if (cancelled || !TimedInput.isBefore(instant, ringing)) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
        }
        ringing = instant;
        var next = new CompletableFuture<@Nullable Void>();
        next.completeOnTimeout(null, Math.max(1, instant - System.nanoTime()), TimeUnit.NANOSECONDS);
        var unused = next.thenRun(this);
        timer = next;
    }

    /** Rings. */
    @Override
    public void run() {
        ringing = Exchange.NEVER;
        long due = deadline; // read after: whoever sets it now sees that no timer is set
        if (TimedInput.passed(due)) {
            rung = true;
            connection.abort();
        } else if (due != Exchange.NEVER) {
            ringAt(due);
        }
    }
}
