package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.RequestBody;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * has been given. Where {@link CallOptions#continuations(int)} allows it, an answer that breaks off later is continued.
 * What has come so far is in {@link #completion()} at any moment, also after a failure.
 *
 * <p>After a chunk that reports an error, what still comes, such as usage, is given for a second at the most; then
 * {@link StreamErrorException} is thrown.
 */
public final class ChatStream implements Iterable<ChatCompletionChunk>, AutoCloseable {
    private final StreamReading reading;
    private final AtomicBoolean isRead = new AtomicBoolean();

    private volatile @Nullable ChunkPublisher publisher;

    /** @param continuation what continues the answer where it breaks off; null for nothing */
    ChatStream(Caller caller, RequestBody request, CallOptions options, @Nullable Continuation continuation) {
        this.reading = new StreamReading(caller, request, options, continuation);
    }

    /** Reads a recorded body as if it came from the network; closing the stream closes the body. */
    public static ChatStream of(InputStream body) {
        return new ChatStream(RecordedExchange.caller(body), RequestBody.NONE, RecordedExchange.OPTIONS, null);
    }

    /**
     * Sends the request and waits for the answer's status and headers; does nothing where that has been done.
     *
     * @throws OpenRouterException as {@link #next()} does
     */
    public ChatStream open() {
        reading.open();
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
        if (!isRead.compareAndSet(false, true)) {
            throw new IllegalStateException("a chat stream is read by one thread at a time");
        }
        try {
            return reading.next();
        } finally {
            isRead.set(false);
        }
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
        return new Texts(this);
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
        return reading.completion();
    }

    /**
     * Where the answer has broken off so far and was continued, as {@link Delivery#seams()} tells it; for any thread at any
     * moment.
     */
    public List<Delivery.Seam> seams() {
        return reading.seams();
    }

    /** How the answer ended, {@link StreamEnd#OPEN} while it has not; for any thread. */
    public StreamEnd end() {
        return reading.end();
    }

    /** The answer's status and headers as soon as they are known, null before; for any thread, never waits. */
    public @Nullable HttpResponseHead head() {
        return reading.head();
    }

    /** What {@code GET /generation} knows the call by, as soon as the headers are known; null before, or without it. */
    public @Nullable String generationId() {
        return reading.generationId();
    }

    /** Ends the stream and frees its connection, at any moment and from any thread; never blocks, may be repeated. */
    @Override
    public void close() {
        reading.close();
        ChunkPublisher told = publisher;
        if (told != null) {
            told.streamClosed();
        }
    }
}
