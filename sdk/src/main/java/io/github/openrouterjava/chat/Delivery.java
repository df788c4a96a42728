package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.Attempt;
import io.github.openrouterjava.call.CallOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an answer reached this client: not part of the wire format, but told with the completion.
 *
 * @param end how it ended
 * @param generationId what {@code GET /generation} knows it by, from the response's headers; null where they had none
 * @param retries the attempts that failed before it
 * @param chunks how many chunks came; 1 for an answer that was not streamed
 * @param bytes how many bytes the body had
 * @param timings when what came
 * @param seams where it broke off and was continued; empty unless {@link CallOptions#continuations(int)} allows that
 */
public record Delivery(
        StreamEnd end,
        @Nullable String generationId,
        List<Attempt> retries,
        long chunks,
        long bytes,
        Timings timings,
        List<Seam> seams) {

    /**
     * Where an answer broke off and was continued by another call, which is billed for itself.
     *
     * @param at how many characters of the first choice's text stand before it
     * @param failure why the answer broke off
     * @param generationId what {@code GET /generation} knows the broken call by, for asking what it cost; null where it
     *     is not known
     * @param usage what the broken call reported of itself, mostly null; the completion's usage is the last call's alone
     * @param repeated how many characters the continuation repeated of the text before it; they were cut
     */
    public record Seam(
            int at,
            String failure,
            @Nullable String generationId,
            @Nullable CompletionUsage usage,
            int repeated) {}

    /**
     * When what came, counted from the call's begin; null for what has not come.
     *
     * @param head status and headers
     * @param firstChunk the first chunk
     * @param firstToken the first text, reasoning, refusal or piece of a tool call
     * @param firstText the first text, which reasoning may come long before
     * @param lastChunk the latest chunk
     * @param longestGap the longest time between two chunks, a slow reader's own time included; zero where all came
     *     together, null before the second one
     * @param total the end, or now while there is none
     */
    public record Timings(
            @Nullable Duration head,
            @Nullable Duration firstChunk,
            @Nullable Duration firstToken,
            @Nullable Duration firstText,
            @Nullable Duration lastChunk,
            @Nullable Duration longestGap,
            Duration total) {}

    /** The time from one chunk to the next, on average; null before the second one. */
    public @Nullable Duration meanGap() {
        return timings.longestGap() == null || timings.firstChunk() == null || timings.lastChunk() == null
                ? null
                : timings.lastChunk().minus(timings.firstChunk()).dividedBy(chunks - 1);
    }

    /** Tokens made per second after the first one came; null where either is not known, or of a part only. */
    public @Nullable Double tokensPerSecond(@Nullable CompletionUsage usage) {
        if (!seams.isEmpty() || usage == null || usage.completionTokens() == null || timings.firstToken() == null) {
            return null;
        }
        long nanos = timings.total().minus(timings.firstToken()).toNanos();
        return nanos <= 0 ? null : usage.completionTokens() * 1e9 / nanos;
    }
}
