package io.github.openrouterjava.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a process that is told to end (Ctrl-C, SIGTERM) cancel its answer and show what came of it first. For one answer;
 * close it when all has been shown.
 */
final class Interrupts implements Consumer<Runnable>, AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final CountDownLatch shown = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "cancel");
    private volatile @Nullable Runnable cancel;

    Interrupts() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void accept(Runnable cancel) {
        this.cancel = cancel;
    }

    private void end() {
        Runnable running = cancel;
        if (running == null) {
            return;
        }
        running.run();
        try {
            boolean inTime = shown.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            assert inTime : "the answer was not shown in time";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        shown.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return; // the hook is running, and now it is done
        }
    }
}
