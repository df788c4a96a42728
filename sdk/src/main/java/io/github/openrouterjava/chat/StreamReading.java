package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.Attempts;
import io.github.openrouterjava.call.Call;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.ClockException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.RequestBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine of a {@link ChatStream}: reads an answer from attempt to attempt to its one end. One thread at a time reads;
 * any may close it, and look at what has come.
 */
final class StreamReading {
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration AFTER_DONE = Duration.ofMillis(20);

    private final Caller caller;
    private final CallOptions options;
    private final @Nullable Continuation continuation;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Progress progress = new Progress();

    private volatile @Nullable Call call;

    // The reading thread's alone:
    private RequestBody request;
    private @Nullable Attempts attempts;
    private @Nullable ChunkReader reader;
    private @Nullable RuntimeException failure;
    private boolean tokenSeen;
    private boolean answerGiven;
    private @Nullable ChatCompletionChunk heldBack; // to be given before the end
    private @Nullable Runnable theEnd;

    StreamReading(Caller caller, RequestBody request, CallOptions options, @Nullable Continuation continuation) {
        this.caller = caller;
        this.request = request;
        this.options = options;
        this.continuation = continuation;
    }

    /** Waits for the answer's status and headers. */
    void open() {
        while (reader == null && !ended()) {
            step(false);
        }
    }

    /** The next chunk, or null when the answer is whole; throws where it came to another end. */
    @Nullable
    ChatCompletionChunk next() {
        while (!ended()) {
            ChatCompletionChunk chunk = step(true);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    ChatCompletion completion() {
        return progress.completion(generationId());
    }

    List<Delivery.Seam> seams() {
        return progress.seams();
    }

    StreamEnd end() {
        return progress.end();
    }

    @Nullable
    HttpResponseHead head() {
        Call latest = call;
        return latest == null ? null : latest.answer();
    }

    @Nullable
    String generationId() {
        HttpResponseHead known = head();
        Headers headers = known == null ? Headers.NONE : known.headers();
        return headers.first("x-generation-id");
    }

    /** Ends it and wakes the reader; never blocks. */
    void close() {
        progress.end(StreamEnd.CANCELLED);
        closed.countDown();
        closeCall();
    }

    /**
     * One move towards the next chunk, or, where none is to be read yet, towards the answer: what is thrown on the way
     * becomes the stream's end or, before content, another attempt.
     */
    private @Nullable ChatCompletionChunk step(boolean reads) {
        if (theEnd != null) {
            ChatCompletionChunk given = heldBack;
            heldBack = null;
            if (given == null) {
                theEnd.run();
            }
            return given;
        }
        try {
            ChunkReader from = reader == null ? connect() : reader;
            return reads ? read(from) : null;
        } catch (ClockException late) {
            boolean again = late.clock() == Clock.CONNECT;
            endEarly(StreamEnd.TIMEOUT, again, () -> StreamFailures.late(late, completion(), remark()));
        } catch (InterruptedIOException interrupted) {
            cancelled(interrupted);
        } catch (IOException broken) {
            if (isClosed()) {
                cancelled(broken);
            } else {
                cutOff("The connection broke", broken);
            }
        } catch (ChunkReader.Undecodable what) {
            if (progress.failed()) {
                failed(); // what the server said of its failure explains the rest
            } else {
                fail(StreamEnd.UNDECODABLE, () -> StreamFailures.undecodable(what, completion()));
            }
        } catch (OpenRouterException noAnswer) {
            StreamEnd kind = noAnswer instanceof ApiException ? StreamEnd.ERROR : StreamEnd.INTERRUPTED;
            endEarly(kind, true, () -> noAnswer);
        } catch (RuntimeException usersCode) { // a hook's or a key supplier's
            if (end(StreamEnd.INTERRUPTED)) {
                failure = usersCode;
            }
        } catch (Error fatal) {
            end(StreamEnd.INTERRUPTED);
            failure = new IllegalStateException("reading failed before", fatal);
            throw fatal;
        }
        return null;
    }

    /** True where the answer is whole; throws where it came to another end. */
    private boolean ended() {
        if (failure == null && isClosed() && end() == StreamEnd.CANCELLED) {
            cancelled(null);
        }
        if (failure != null) {
            throw failure;
        }
        return end() == StreamEnd.COMPLETE;
    }

    private ChunkReader connect() throws IOException {
        if (attempts == null) {
            attempts = caller.attempts(options);
            progress.begin(attempts.start());
        }
        if (continuation != null) {
            continuation.begin();
        }
        Call opened = caller.post(Chat.PATH, request, "text/event-stream", options, attempts);
        call = opened;
        if (isClosed()) {
            opened.close(); // close() may have come before there was a call to close
        }
        HttpResponseHead answer = opened.head();
        progress.headCame();
        reader = new ChunkReader(opened, answer, options.maxEventBytes());
        return reader;
    }

    private @Nullable ChatCompletionChunk read(ChunkReader from) throws IOException, ChunkReader.Undecodable {
        ChatCompletionChunk chunk = from.next();
        if (chunk == null) {
            return bodyEnded(from);
        }
        from.refuseOtherKinds(chunk, progress);
        boolean firstToken = !tokenSeen && Progress.hasContent(chunk); // also of what is held back
        ChatCompletionChunk given = continuation == null ? chunk : continuation.stitched(chunk);
        answerGiven = answerGiven || Progress.hasAnswer(given);
        if (progress.add(given, from.reported(chunk), firstToken, from.bytes(), from.readAt())) {
            boolean again = !answerGiven && madeAgain(reportedError());
            if (again || failure != null) {
                return null;
            }
            if (call != null) {
                call.patience(AFTER_ERROR);
            }
        }
        if (firstToken && call != null) {
            tokenSeen = true;
            call.tokenSeen();
        }
        return continuation == null ? given : continued(continuation, given);
    }

    /** Notes how it goes on, and hides a failure that will be got over. */
    private ChatCompletionChunk continued(Continuation by, ChatCompletionChunk given) {
        if (progress.isContinued()) {
            progress.repeated(by.repeated());
        }
        boolean hides = progress.failed() && by.isDue(reportedError(), completion());
        return hides ? ChunkText.withoutError(given) : given;
    }

    private @Nullable ChatCompletionChunk bodyEnded(ChunkReader from) throws IOException {
        if (progress.failed()) {
            failed();
        } else if (!from.cut() && progress.isWhole(options.endPolicy(), from.done(), true)) {
            ChatCompletionChunk rest = giveRest(continuation);
            if (rest != null) {
                return rest;
            }
            progress.bytes(from.bytes());
            progress.end(StreamEnd.COMPLETE); // before draining: the answer is whole
            if (from.done() && call != null) {
                from.drain(call, AFTER_DONE);
            }
            end(StreamEnd.COMPLETE);
        } else {
            cutOff("The body ended", null);
        }
        return null;
    }

    private void cutOff(String how, @Nullable IOException cause) {
        endEarly(StreamEnd.INTERRUPTED, true, () -> {
            String remarks = reader == null ? "" : reader.remarks();
            String missing = reader != null && reader.cut()
                    ? "the last event is cut off"
                    : Progress.missing(options.endPolicy());
            return StreamFailures.cutOff(how, progress.chunks(), missing, remarks, remark(), completion(), cause);
        });
    }

    /** Ends the stream by what has come: an error that was reported, the whole answer, or else this failure. */
    private void endEarly(StreamEnd kind, boolean again, Supplier<OpenRouterException> reason) {
        boolean done = reader != null && reader.done();
        boolean cut = reader != null && reader.cut();
        if (progress.failed()) {
            failed();
        } else if (!cut && progress.isWhole(options.endPolicy(), done, false)) {
            end(StreamEnd.COMPLETE);
        } else if (!again || answerGiven || !madeAgain(reason.get())) {
            fail(kind, reason);
        }
    }

    private void failed() {
        fail(StreamEnd.ERROR, this::reportedError);
    }

    private OpenRouterException reportedError() {
        return progress.reportedError(generationId(), remark());
    }

    private String remark() {
        return continuation == null ? "" : continuation.remark();
    }

    /** Ends the stream by this failure, unless the answer is continued. */
    private void fail(StreamEnd kind, Supplier<OpenRouterException> reason) {
        if (failure != null || (continuation != null && goesOn(continuation, kind, reason))) {
            return;
        }
        if (progress.isContinued() && !(reason.get() instanceof StreamException)) {
            if (end(StreamEnd.INTERRUPTED)) {
                failure = StreamFailures.notContinued(reason.get(), completion());
            }
        } else if (end(kind)) {
            failure = reason.get();
        }
    }

    /** Makes everything ready for a continuation, or for giving what is held back before the end; false for neither. */
    private boolean goesOn(Continuation by, StreamEnd kind, Supplier<OpenRouterException> reason) {
        if (attempts == null || isClosed()) {
            return false;
        }
        ChatCompletion came = completion();
        OpenRouterException broken = reason.get();
        Duration wait = by.waitAfter(broken, came, reader != null && reader.done(), attempts);
        if (wait == null) {
            heldBack = giveRest(by);
            theEnd = heldBack == null ? null : () -> fail(kind, reason);
            return heldBack != null;
        }
        try {
            closeCall();
            attempts.toContinue(broken, wait, closed);
        } catch (InterruptedIOException e) {
            cancelled(e);
            return true;
        }
        progress.goOn(came.text().length(), String.valueOf(broken.getMessage()), generationId());
        request = Chat.body(by.request());
        forget();
        return true;
    }

    /** What a continuation has held back until its end, or null. */
    private @Nullable ChatCompletionChunk giveRest(@Nullable Continuation by) {
        ChatCompletionChunk rest = by == null ? null : by.rest();
        if (rest != null) {
            long now = System.nanoTime(); // when it is given, however long it was held back
            progress.add(rest, null, false, reader == null ? 0 : reader.bytes(), now);
        }
        return rest;
    }

    private void forget() {
        reader = null;
        tokenSeen = false;
        answerGiven = false;
    }

    /** Waits for the time of another attempt and makes everything ready for it; false where there is none. */
    private boolean madeAgain(OpenRouterException reason) {
        if (attempts == null || isClosed()) {
            return false;
        }
        Duration wait = attempts.waitAfter(reason);
        if (wait == null) {
            return false; // and what still comes of this attempt, such as usage, can be read
        }
        closeCall();
        try {
            attempts.again(reason, wait, closed);
        } catch (InterruptedIOException e) {
            cancelled(e);
            return false;
        }
        forget();
        progress.again(attempts.failed());
        return true;
    }

    private void cancelled(@Nullable IOException cause) {
        end(StreamEnd.CANCELLED);
        giveRest(continuation);
        String how = isClosed() || cause == null
                ? "The stream was closed"
                : "Reading was ended (" + cause.getMessage() + ")";
        failure = StreamFailures.cancelled(how, completion(), cause);
    }

    /** Ends the stream this way; false where {@link #close()} was quicker, which then is its end. */
    private boolean end(StreamEnd kind) {
        if (reader != null) {
            progress.bytes(reader.bytes());
        }
        boolean first = progress.end(kind);
        closeCall();
        return first;
    }

    private void closeCall() {
        Call open = call;
        if (open != null) {
            open.close();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
