package io.github.openrouterjava.life;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** One stream that a user leaves early: the thread that reads it, and the moment of leaving. */
final class Leaving {
    private final ChatStream stream;
    private final FutureTask<Void> reading;
    private final Thread reader;
    private volatile int chunks;
    private volatile long moment;

    /** What is done with the stream. */
    @FunctionalInterface
    interface Act {
        void on(Leaving leaving) throws Exception;
    }

    /** Begins to read as told, on a thread of the platform or on a virtual one. */
    Leaving(ChatStream stream, boolean virtual, Act read) {
        this.stream = stream;
        this.reading = new FutureTask<>(() -> {
            read.on(this);
            return null;
        });
        this.reader = (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon()).unstarted(reading);
    }

    void start() {
        reader.start();
    }

    ChatStream stream() {
        return stream;
    }

    /** Reads to the end, whatever it is. */
    void readOn() {
        for (ChatCompletionChunk chunk : stream) {
            chunks += chunk.choices().size();
        }
    }

    /** Marks the moment: what follows at once is what ends the stream. */
    void now() {
        moment = System.nanoTime();
    }

    void closeNow() {
        now();
        stream.close();
    }

    void interruptNow() {
        now();
        reader.interrupt();
    }

    long moment() {
        return moment;
    }

    /** Waits until the reader has taken so many chunks and waits for more. */
    void awaitBlocked(int after) {
        while (reader.isAlive() && (chunks < after || !blocked())) {
            Thread.onSpinWait();
        }
        assertTrue(reader.isAlive(), "the reader waits");
    }

    /** A thread of the platform that waits for a socket counts as running, in native code. */
    private boolean blocked() {
        return switch (reader.getState()) {
            case WAITING, TIMED_WAITING -> true;
            case RUNNABLE -> {
                StackTraceElement[] frames = reader.isVirtual() ? new StackTraceElement[0] : reader.getStackTrace();
                yield frames.length > 0 && frames[0].isNativeMethod();
            }
            default -> false;
        };
    }

    /** What the reading came to, null for its proper end. */
    Throwable outcome() throws Exception {
        try {
            reading.get(30, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
