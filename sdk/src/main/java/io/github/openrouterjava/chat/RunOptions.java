package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.CallOptions;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a run may go, and who approves its tool calls. Limits are looked at between answers and tools; only time ends a
 * run in the middle.
 *
 * @param steps how many answers the model may give
 * @param time for everything; null is no limit
 * @param tokens read and made in all answers together, as the server counts them; null is no limit
 * @param cost of all answers together, in credits, which are US dollars; null is no limit
 * @param toolTime how long a tool may run that has no limit of its own
 * @param parallel how many tools may run at once
 * @param approver asked before each call runs; null where only tools that need approval wait
 * @param call how each answer is asked for; its total clock counts for each answer by itself
 */
public record RunOptions(
        int steps,
        @Nullable Duration time,
        @Nullable Long tokens,
        @Nullable BigDecimal cost,
        Duration toolTime,
        int parallel,
        Approval.@Nullable Approver approver,
        CallOptions call) {
    /** @throws IllegalArgumentException where a limit is not positive */
    public RunOptions {
        positive("steps", steps > 0, steps);
        positive("time", time == null || time.isPositive(), time);
        positive("tokens", tokens == null || tokens > 0, tokens);
        positive("cost", cost == null || cost.signum() > 0, cost);
        positive("toolTime", toolTime.isPositive(), toolTime);
        positive("parallel", parallel > 0, parallel);
    }

    private static void positive(String name, boolean is, @Nullable Object value) {
        if (!is) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be positive");
        }
    }

    /** 10 answers, 2 minutes a tool, 16 tools at once. */
    static RunOptions of(CallOptions call) {
        return new RunOptions(10, null, null, null, Duration.ofMinutes(2), 16, null, call);
    }

    /** As nanoseconds that can be added to an instant; no limit, or one of centuries, is the same. */
    static long nanos(@Nullable Duration limit) {
        return limit == null || limit.toDays() > 36_500 ? Long.MAX_VALUE / 2 : limit.toNanos();
    }

    public RunOptions steps(int steps) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions time(@Nullable Duration time) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions tokens(@Nullable Long tokens) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions cost(@Nullable BigDecimal cost) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions toolTime(Duration toolTime) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions parallel(int parallel) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions approver(Approval.@Nullable Approver approver) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }

    public RunOptions call(CallOptions call) {
        return new RunOptions(steps, time, tokens, cost, toolTime, parallel, approver, call);
    }
}
