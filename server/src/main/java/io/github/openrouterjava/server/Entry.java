package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
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

    private final HttpRequest request;
    private final Exchange exchange;
    private final Consumer<Entry> headCame;
    private final Instant begun = Instant.now();
    private final long start = System.nanoTime();

    private String id = "";
    private @Nullable HttpResponseHead head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean kept = true;
    private @Nullable Long firstByte;
    private @Nullable Long ended;
    private boolean whole;

    /** @param headCame is told once, when the id is known */
    Entry(HttpRequest request, Exchange exchange, Consumer<Entry> headCame) {
        this.request = request;
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
        int count = exchange.read(to, offset, length, deadline);
        synchronized (this) {
            if (count < 0) {
                whole = true;
                end();
            } else {
                firstByte = firstByte == null ? Long.valueOf(System.nanoTime()) : firstByte;
                if (kept && body.size() + count <= MOST_KEPT) {
                    body.write(to, offset, count);
                } else {
                    forget(); // half an answer tells nothing of its end
                }
            }
        }
        return count;
    }

    @Override
    public void close() {
        exchange.close();
        synchronized (this) {
            end();
        }
    }

    private void end() {
        ended = ended == null ? Long.valueOf(System.nanoTime()) : ended;
    }

    /** Lets go of the answer's bytes, and keeps no more of them. */
    synchronized void forget() {
        kept = false;
        body.reset();
    }

    synchronized String id() {
        return id;
    }

    HttpRequest request() {
        return request;
    }

    Instant begun() {
        return begun;
    }

    synchronized int status() {
        return head == null ? 0 : head.status();
    }

    /** What has come of the body, or null where it is too much to keep. */
    synchronized byte @Nullable [] body() {
        return kept ? body.toByteArray() : null;
    }

    /** True once the body has come to its proper end. */
    synchronized boolean whole() {
        return whole;
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
