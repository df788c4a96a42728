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
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes chunk by chunk.
 *
 * <p>Reading is the engine: {@link #next()} waits on the calling thread for the next chunk and gives null when the
 * answer is whole; every other end is an exception, the same one from then on. The request is sent by the first reading
 * call, so that the stream can be closed at every moment. One thread reads. Any thread may {@link #close()}, at any
 * time: it never blocks, and a waiting reader gets a {@link StreamCancelledException} at once.
 *
 * <p>A failed call is made again, within its {@link io.github.openrouterjava.call.RetryPolicy}, as long as no content
 * has been given. What has come so far is in {@link #completion()} at any moment, also after a failure.
 *
 * <p>After a chunk that reports an error, what still comes, such as usage, is given for a second at the most; then
 * {@link StreamErrorException} is thrown.
 */
public final class ChatStream implements Iterable<ChatCompletionChunk>, AutoCloseable {
    private static final Duration AFTER_ERROR = Duration.ofSeconds(1);
    private static final Duration AFTER_DONE = Duration.ofMillis(20);

    private final Caller caller;
    private final RequestBody request;
    private final CallOptions options;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Progress progress = new Progress();
    private final AtomicBoolean reading = new AtomicBoolean();

    private volatile @Nullable Call call;
    private volatile @Nullable ChunkPublisher publisher;

    // The reading thread's alone:
    private @Nullable Attempts attempts;
    private @Nullable ChunkReader reader;
    private @Nullable RuntimeException failure;
    private boolean tokenSeen;
    private boolean answerGiven;

    ChatStream(Caller caller, RequestBody request, CallOptions options) {
        this.caller = caller;
        this.request = request;
        this.options = options;
    }

    /** Reads a recorded body as if it came from the network; closing the stream closes the body. */
    public static ChatStream of(InputStream body) {
        return new ChatStream(RecordedExchange.caller(body), RequestBody.NONE, RecordedExchange.OPTIONS);
    }

    /**
     * Sends the request and waits for the answer's status and headers; does nothing where that has been done.
     *
     * @throws OpenRouterException as {@link #next()} does
     */
    public ChatStream open() {
        while (reader == null && !ended()) {
            step(false);
        }
        return this;
    }

    /**
     * The next chunk, or null when the answer is whole.
     *
     * @throws StreamException where the answer came to any other end
     * @throws OpenRouterException where there is no answer: the API's error, or no connection
     * @throws IllegalStateException where another thread is reading
     */
    public @Nullable ChatCompletionChunk next() {
        if (!reading.compareAndSet(false, true)) {
            throw new IllegalStateException("a chat stream is read by one thread at a time");
        }
        try {
            return awaited();
        } finally {
            reading.set(false);
        }
    }

    private @Nullable ChatCompletionChunk awaited() {
        while (!ended()) {
            ChatCompletionChunk chunk = step(true);
            if (chunk != null) {
                return chunk;
            }
        }
        return null;
    }

    /** The chunks, from where reading stands; iterating reads, as {@link #next()} does, and throws what it throws. */
    @Override
    public Iterator<ChatCompletionChunk> iterator() {
        return new Pull<>() {
            @Override
            @Nullable
            ChatCompletionChunk pull() {
                return ChatStream.this.next();
            }
        };
    }

    /** The pieces of the first choice's text, from where reading stands, none of them empty. */
    public Iterable<String> text() {
        return new Iterable<>() {
            @Override
            public Iterator<String> iterator() {
                return new Pull<>() {
                    @Override
                    @Nullable
                    String pull() {
                        return nextText();
                    }
                };
            }
        };
    }

    private @Nullable String nextText() {
        for (ChatCompletionChunk chunk = next(); chunk != null; chunk = next()) {
            String text = chunk.text();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return null;
    }

    /** The chunks as a Java stream, sequential; closing it closes this. */
    public Stream<ChatCompletionChunk> chunks() {
        int ordered = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), ordered), false)
                .onClose(this::close);
    }

    /**
     * The chunks for one subscriber in all, read on a virtual thread of its own, only as far as it asks; cancelling
     * closes this.
     */
    public synchronized Flow.Publisher<ChatCompletionChunk> publisher() {
        ChunkPublisher one = publisher == null ? new ChunkPublisher(this) : publisher;
        publisher = one;
        return one;
    }

    /** All that has come so far, merged, and how it came and ended; for any thread at any moment. */
    public ChatCompletion completion() {
        return progress.completion(generationId());
    }

    /** How the answer ended, {@link StreamEnd#OPEN} while it has not; for any thread. */
    public StreamEnd end() {
        return progress.end();
    }

    /** The answer's status and headers as soon as they are known, null before; for any thread, never waits. */
    public @Nullable HttpResponseHead head() {
        Call latest = call;
        return latest == null ? null : latest.answer();
    }

    /** What {@code GET /generation} knows the call by, as soon as the headers are known; null before, or without it. */
    public @Nullable String generationId() {
        HttpResponseHead known = head();
        Headers headers = known == null ? Headers.NONE : known.headers();
        return headers.first("x-generation-id");
    }

    /** Ends the stream and frees its connection, at any moment and from any thread; never blocks, may be repeated. */
    @Override
    public void close() {
        progress.end(StreamEnd.CANCELLED);
        closed.countDown();
        Call open = call;
        if (open != null) {
            open.close();
        }
        ChunkPublisher told = publisher;
        if (told != null) {
            told.streamClosed();
        }
    }

    /**
     * One move towards the next chunk, or, where none is to be read yet, towards the answer: what is thrown on the way
     * becomes the stream's end or, before content, another attempt.
     */
    private @Nullable ChatCompletionChunk step(boolean reads) {
        try {
            ChunkReader from = reader == null ? connect() : reader;
            return reads ? read(from) : null;
        } catch (ClockException late) {
            boolean again = late.clock() == Clock.CONNECT;
            endEarly(StreamEnd.TIMEOUT, again, () -> StreamFailures.late(late, completion()));
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
            } else if (end(StreamEnd.UNDECODABLE)) {
                failure = StreamFailures.undecodable(what, completion());
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
            bodyEnded(from);
            return null;
        }
        from.refuseOtherKinds(chunk, progress);
        boolean firstToken = !tokenSeen && Progress.hasContent(chunk);
        answerGiven = answerGiven || Progress.hasAnswer(chunk);
        if (progress.add(chunk, from.reported(chunk), firstToken, from.bytes(), from.readAt())) {
            boolean again = !answerGiven && madeAgain(progress.reportedError(generationId()));
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
        return chunk;
    }

    private void bodyEnded(ChunkReader from) throws IOException {
        if (progress.failed()) {
            failed();
        } else if (!from.cut() && progress.isWhole(options.endPolicy(), from.done(), true)) {
            progress.bytes(from.bytes());
            progress.end(StreamEnd.COMPLETE); // before draining: the answer is whole
            if (from.done() && call != null) {
                from.drain(call, AFTER_DONE);
            }
            end(StreamEnd.COMPLETE);
        } else {
            cutOff("The body ended", null);
        }
    }

    private void cutOff(String how, @Nullable IOException cause) {
        endEarly(StreamEnd.INTERRUPTED, true, () -> {
            String remarks = reader == null ? "" : reader.remarks();
            String missing = reader != null && reader.cut()
                    ? "the last event is cut off"
                    : Progress.missing(options.endPolicy());
            return StreamFailures.cutOff(how, progress.chunks(), missing, remarks, completion(), cause);
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
            if (failure == null && end(kind)) {
                failure = reason.get();
            }
        }
    }

    private void failed() {
        if (end(StreamEnd.ERROR)) {
            failure = progress.reportedError(generationId());
        }
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
        Call failed = call;
        if (failed != null) {
            failed.close();
        }
        try {
            attempts.again(reason, wait, closed);
        } catch (InterruptedIOException e) {
            cancelled(e);
            return false;
        }
        reader = null;
        progress.again(attempts.failed());
        return true;
    }

    private void cancelled(@Nullable IOException cause) {
        end(StreamEnd.CANCELLED);
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
        Call open = call;
        if (open != null) {
            open.close();
        }
        return first;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}
