package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.Attempt;
import io.github.openrouterjava.call.EndPolicy;
import io.github.openrouterjava.error.OpenRouterException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an answer has come: its chunks, merged, when they came, and its end. Safe for use by several threads. */
final class Progress {
    private Merger merger = new Merger();
    private final Stopwatch stopwatch = new Stopwatch();
    private volatile StreamEnd end = StreamEnd.OPEN; // so that it is asked for without waiting
    private List<Attempt> retries = List.of();
    private final List<Delivery.Seam> seams = new ArrayList<>();
    private long chunks;
    private long bytes;
    private long bytesBefore; // of attempts before the latest seam

    /** True for a chunk that a user would miss: one with a piece of an answer in it. */
    static boolean hasContent(ChatCompletionChunk chunk) {
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            if (hasContent(choice.delta())) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasText(ChatCompletionChunk chunk) {
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            if (!choice.delta().text().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    static boolean hasContent(ChatCompletionChunk.Delta delta) {
        return !delta.text().isEmpty()
                || hasMoreThanText(delta)
                || !delta.reasoningText().isEmpty()
                || !delta.reasoningDetails().isEmpty();
    }

    static boolean hasMoreThanText(ChatCompletionChunk.Delta delta) {
        return !delta.toolCalls().isEmpty()
                || !delta.images().isEmpty()
                || delta.audio() != null
                || delta.extra().object("function_call") != null
                || (delta.refusal() != null && !delta.refusal().isEmpty());
    }

    /** True for a chunk after which the call is not made again: one with a piece of an answer, or its end, in it. */
    static boolean hasAnswer(ChatCompletionChunk chunk) {
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            boolean ends = choice.finishReason() != null && !FinishReason.ERROR.equals(choice.finishReason());
            if (ends
                    || choice.logprobs() != null
                    || !choice.delta().annotations().isEmpty()) {
                return true;
            }
        }
        return hasContent(chunk);
    }

    synchronized void begin(long nanoTime) {
        stopwatch.start(nanoTime);
    }

    synchronized void headCame() {
        stopwatch.head();
    }

    /**
     * @param nanoTime when it was read
     * @return whether it says, as the first one, that the answer has failed
     */
    synchronized boolean add(
            ChatCompletionChunk chunk, @Nullable ChatError reported, boolean content, long bytesSoFar, long nanoTime) {
        boolean failedBefore = merger.failed();
        merger.add(chunk);
        merger.report(reported);
        chunks++;
        bytes = bytesBefore + bytesSoFar;
        stopwatch.chunk(nanoTime);
        if (content) {
            stopwatch.token(nanoTime);
        }
        if (!stopwatch.hasText() && hasText(chunk)) {
            stopwatch.text(nanoTime);
        }
        return merger.failed() && !failedBefore;
    }

    synchronized void bytes(long soFar) {
        bytes = bytesBefore + soFar;
    }

    /** Forgets what an attempt has brought, for the next one; what stands before a seam stays. */
    synchronized void again(List<Attempt> failed) {
        retries = failed;
        if (isContinued()) {
            merger.goOn();
            return;
        }
        merger = new Merger();
        stopwatch.again();
        chunks = 0;
        bytes = 0;
    }

    /** Keeps what has come, for an attempt that continues it. */
    synchronized void goOn(int at, String failure, @Nullable String generationId) {
        seams.add(new Delivery.Seam(at, failure, generationId, merger.usage(), 0));
        merger.goOn();
        bytesBefore = bytes;
    }

    synchronized List<Delivery.Seam> seams() {
        return List.copyOf(seams);
    }

    synchronized boolean isContinued() {
        return !seams.isEmpty();
    }

    /** Notes how many characters were cut behind the latest seam. */
    synchronized void repeated(int characters) {
        Delivery.Seam known = seams.getLast();
        if (known.repeated() != characters) {
            seams.set(
                    seams.size() - 1,
                    new Delivery.Seam(known.at(), known.failure(), known.generationId(), known.usage(), characters));
        }
    }

    /** Ends the answer this way, unless it has ended already: then false. */
    synchronized boolean end(StreamEnd kind) {
        if (end != StreamEnd.OPEN) {
            return false;
        }
        end = kind;
        stopwatch.stop();
        return true;
    }

    StreamEnd end() {
        return end;
    }

    synchronized long chunks() {
        return chunks;
    }

    synchronized boolean failed() {
        return merger.failed();
    }

    /** True where a delta of this choice has brought some content. */
    synchronized boolean hasContentOf(int index) {
        return merger.hasContentOf(index);
    }

    /** @param remark what else can be said */
    OpenRouterException reportedError(@Nullable String generationId, String remark) {
        ChatError error;
        synchronized (this) {
            error = merger.error();
        }
        return StreamFailures.reported(error, completion(generationId), remark);
    }

    /**
     * True where nothing of the answer is missing.
     *
     * @param done whether {@code [DONE]} has come
     * @param bodyEnded whether the body came to its proper end
     */
    synchronized boolean isWhole(EndPolicy policy, boolean done, boolean bodyEnded) {
        return (merger.finished() && policy != EndPolicy.DONE)
                || (done && policy != EndPolicy.FINISH)
                || (bodyEnded && chunks > 0 && policy == EndPolicy.END_OF_BODY);
    }

    /** What an answer lacks that is not whole, in words. */
    static String missing(EndPolicy policy) {
        return switch (policy) {
            case FINISH_OR_DONE -> "neither a finish reason for each choice nor [DONE]";
            case FINISH -> "no finish reason for each choice";
            case DONE -> "no [DONE]";
            case END_OF_BODY -> "not the body's end";
        };
    }

    synchronized ChatCompletion completion(@Nullable String generationId) {
        var delivery = new Delivery(end, generationId, retries, chunks, bytes, stopwatch.timings(), List.copyOf(seams));
        return merger.completion(end == StreamEnd.COMPLETE, delivery);
    }
}
