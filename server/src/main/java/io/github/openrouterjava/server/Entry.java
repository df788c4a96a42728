package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange of the journal: it passes what comes on as it comes, and keeps it, and when it came and how it ended. It
 * understands nothing of it: see {@link Generation}.
 */
final class Entry implements Exchange {
    private static final int MOST_KEPT = 512 << 10;

    private final Exchange exchange;
    private final Consumer<Entry> headCame;
    private final Instant begun = Instant.now();
    private final long start = System.nanoTime();

    private String id = "";
    private @Nullable HttpResponseHead head;
    private @Nullable ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Long firstByte;
    private @Nullable Long ended;
    private boolean whole;
    private boolean broken;

    /** @param headCame is told once, when the id is known */
    Entry(Exchange exchange, Consumer<Entry> headCame) {
        this.exchange = exchange;
        this.headCame = headCame;
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
        HttpResponseHead came = exchange.head(connectDeadline, deadline);
        synchronized (this) {
            String named = came.headers().first("x-generation-id");
            id = named == null ? "local-" + UUID.randomUUID() : named;
            head = came;
        }
        headCame.accept(this);
        return came;
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        int count;
        try {
            count = exchange.read(to, offset, length, deadline);
        } catch (IOException failure) {
            broke();
            throw failure;
        }
        synchronized (this) {
            if (count < 0) {
                whole = true;
                end();
            } else {
                firstByte = firstByte == null ? Long.valueOf(System.nanoTime()) : firstByte;
                if (body != null && body.size() + count <= MOST_KEPT) {
                    body.write(to, offset, count);
                } else {
                    body = null; // half an answer tells nothing of its end
                }
            }
        }
        return count;
    }

    private synchronized void broke() {
        broken = ended == null;
        end();
    }

    @Override
    public void close() {
        synchronized (this) {
            end();
        }
        exchange.close();
    }

    private void end() {
        ended = ended == null ? Long.valueOf(System.nanoTime()) : ended;
    }

    /** Lets go of the answer's bytes, and keeps no more of them. */
    synchronized void forget() {
        body = null;
    }

    synchronized String id() {
        return id;
    }

    Instant begun() {
        return begun;
    }

    synchronized boolean streamed() {
        String type = head == null ? null : head.headers().first("content-type");
        return type != null && type.startsWith("text/event-stream");
    }

    /** What has come of the body, or null where it is too much to keep. */
    synchronized byte @Nullable [] body() {
        return body == null ? null : body.toByteArray();
    }

    /** True where the client has left before the answer had ended. */
    synchronized boolean cancelled() {
        return ended != null && !whole && !broken;
    }

    /** True once nothing more can come. */
    synchronized boolean ended() {
        return ended != null;
    }

    /** Milliseconds from the request to the body's first byte, or null. */
    synchronized @Nullable Long firstByteMillis() {
        return firstByte == null ? null : (firstByte - start) / 1_000_000;
    }

    /** Milliseconds from the request to the end, or null. */
    synchronized @Nullable Long millis() {
        return ended == null ? null : (ended - start) / 1_000_000;
    }
}
