package io.github.openrouterjava.call;

import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.Exchange;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The attempts of one call: when it began, which of them failed, and whether there is another. For one thread. */
public final class Attempts {
    private final CallOptions options;
    private final Hooks hooks;
    private final List<Attempt> failed = new ArrayList<>();
    private final long start = System.nanoTime();

    Attempts(CallOptions options, Hooks hooks) {
        this.options = options;
        this.hooks = hooks;
    }

    /** When the call began, by {@link System#nanoTime()}. */
    public long start() {
        return start;
    }

    /** The attempts that failed and were followed by another. */
    public List<Attempt> failed() {
        return List.copyOf(failed);
    }

    /** How long to wait for another attempt after this failure, or null where there is none. */
    public @Nullable Duration waitAfter(OpenRouterException failure) {
        Duration wait = options.retry()
                .next(failed.size() + 1, failure, ThreadLocalRandom.current().nextDouble());
        return inTime(wait);
    }

    /** How long to wait before the answer is continued that broke off this way, or null where that makes no sense. */
    public @Nullable Duration waitToContinue(int continued, OpenRouterException failure) {
        return inTime(options.retry()
                .pause(continued + 1, failure, ThreadLocalRandom.current().nextDouble()));
    }

    private @Nullable Duration inTime(@Nullable Duration wait) {
        return wait == null || Deadlines.left(deadline()) < wait.toNanos() ? null : wait;
    }

    /**
     * Waits until it is time for another attempt.
     *
     * @param wait from {@link #waitAfter}
     * @param cancelled ends the wait when it opens
     * @throws InterruptedIOException where the wait was ended, or interrupted: then the interrupt status is set
     */
    public void again(OpenRouterException failure, Duration wait, CountDownLatch cancelled)
            throws InterruptedIOException {
        failed.add(new Attempt(String.valueOf(failure.getMessage()), wait));
        pause("retrying", failure, wait, cancelled);
    }

    /**
     * Waits until it is time to continue the answer.
     *
     * @param wait from {@link #waitToContinue}
     * @param cancelled ends the wait when it opens
     * @throws InterruptedIOException as {@link #again} does
     */
    public void toContinue(OpenRouterException failure, Duration wait, CountDownLatch cancelled)
            throws InterruptedIOException {
        pause("continuing", failure, wait, cancelled);
    }

    private void pause(String what, OpenRouterException failure, Duration wait, CountDownLatch cancelled)
            throws InterruptedIOException {
        if (hooks.logs()) {
            hooks.log(what + " in " + wait.toMillis() + " ms: " + failure.getMessage());
        }
        try {
            if (cancelled.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** When the total clock runs out, or {@link Exchange#NEVER}. */
    long deadline() {
        return Deadlines.after(start, options.clocks().total());
    }
}
