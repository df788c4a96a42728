package io.github.openrouterjava.chat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The tool calls of one answer, each on a virtual thread of its own; one thread starts them and hears what they tell. */
final class ToolRuns {
    private static final int UNHEARD = 256;

    private final int parallel;
    private final Duration toolTime;
    private final Queue<PreparedCall> waiting = new ArrayDeque<>();
    private final Map<Thread, Running> running = new ConcurrentHashMap<>();
    private final BlockingQueue<Told> told = new ArrayBlockingQueue<>(UNHEARD);
    private volatile boolean closed;

    /** What the thread of a call tells; nothing but a wake-up where there is no thread. */
    private record Told(@Nullable Thread by, @Nullable ChatEvent event) {}

    /** A call, and by {@link System#nanoTime()} since when it runs and when it must be over. */
    private record Running(ToolCall call, long start, long deadline) {}

    ToolRuns(int parallel, Duration toolTime) {
        this.parallel = parallel;
        this.toolTime = toolTime;
    }

    void add(PreparedCall call) {
        waiting.add(call);
    }

    /** True where no call runs and none is still to run. */
    boolean isEmpty() {
        return waiting.isEmpty() && running.isEmpty();
    }

    /**
     * What happens next: a call starts, tells something, ends, or takes too long.
     *
     * @param deadline how long to wait, by {@link System#nanoTime()}
     * @return null where nothing happened until then, or another thread called {@link #close}
     */
    @Nullable
    ChatEvent next(long deadline) throws InterruptedException {
        if (!waiting.isEmpty() && running.size() < parallel) {
            return start(waiting.remove());
        }
        while (true) {
            long until = deadline;
            for (Running one : running.values()) {
                until = one.deadline - until < 0 ? one.deadline : until;
            }
            Told next = told.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return late();
            }
            if (next.by == null || isHeard(next.by, next.event)) {
                return next.event;
            }
        }
    }

    /** False for what a call tells that was given up. */
    private boolean isHeard(Thread by, @Nullable ChatEvent event) {
        return event instanceof ChatEvent.ToolProgress ? running.containsKey(by) : running.remove(by) != null;
    }

    private ChatEvent start(PreparedCall call) {
        Duration limit = call.tool == null || call.tool.timeLimit() == null ? toolTime : call.tool.timeLimit();
        Thread thread =
                Thread.ofVirtual().name("openrouter-tool-" + call.call.name()).unstarted(() -> run(call));
        long now = System.nanoTime();
        running.put(thread, new Running(call.call, now, now + RunOptions.nanos(limit)));
        thread.start();
        if (closed) {
            thread.interrupt(); // close() may have come before there was a thread to interrupt
        }
        return new ChatEvent.ToolStarted(call.call);
    }

    private void run(PreparedCall call) {
        Thread self = Thread.currentThread();
        ToolResult result = call.run((its, text) -> tell(self, new ChatEvent.ToolProgress(its, text)));
        try {
            Thread.interrupted(); // a tool that was, or did so itself, still tells how it ended
            tell(self, ended(result));
        } catch (InterruptedException givenUp) {
            self.interrupt(); // nobody listens any more
        }
    }

    /** @throws InterruptedException where nobody listens any more, also to a tool that has not minded being told before */
    private void tell(Thread by, ChatEvent event) throws InterruptedException {
        if (closed || !running.containsKey(by)) {
            throw new InterruptedException("the call was given up");
        }
        told.put(new Told(by, event));
    }

    static ChatEvent ended(ToolResult result) {
        return result.failure() == null ? new ChatEvent.ToolFinished(result) : new ChatEvent.ToolFailed(result);
    }

    /** Gives up the first call found that is past its time; null where there is none. */
    private @Nullable ChatEvent late() {
        long now = System.nanoTime();
        for (Map.Entry<Thread, Running> entry : running.entrySet()) {
            Running late = entry.getValue();
            if (late.deadline - now <= 0) {
                running.remove(entry.getKey());
                entry.getKey().interrupt();
                Duration took = Duration.ofNanos(now - late.start);
                String message = "the tool gave no result within " + Duration.ofNanos(late.deadline - late.start);
                return ended(
                        ToolResult.failed(late.call, new ToolFailure(ToolFailure.Kind.TIMED_OUT, message, null), took));
            }
        }
        return null;
    }

    /** Interrupts all calls that run and ends a wait in {@link #next}; from any thread. */
    void close() {
        closed = true; // first: what a call tells of its interruption is no result
        running.keySet().forEach(Thread::interrupt);
        told.offer(new Told(null, null)); // where there is no room, nobody waits
    }

    /** What was told before the end and not heard yet: results among it are not to be lost. */
    List<ChatEvent> unheard() {
        List<ChatEvent> heard = new ArrayList<>();
        for (Told next = told.poll(); next != null; next = told.poll()) {
            if (next.by != null && next.event != null && isHeard(next.by, next.event)) {
                heard.add(next.event);
            }
        }
        return heard;
    }

    /** Forgets all calls, also those that still run. */
    List<ChatEvent> giveUp() {
        List<ChatEvent> ended = new ArrayList<>();
        long now = System.nanoTime();
        for (Running one : running.values()) {
            var failure = new ToolFailure(ToolFailure.Kind.CANCELLED, "the run was ended", null);
            ended.add(ended(ToolResult.failed(one.call, failure, Duration.ofNanos(now - one.start))));
        }
        running.clear();
        waiting.clear();
        return ended;
    }
}
