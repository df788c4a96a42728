package io.github.openrouterjava.cassette;

import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An exchange that passes on what comes, and keeps it. It understands nothing of it. */
public final class Tape implements Exchange {
    private final HttpRequest request;
    private final Exchange exchange;
    private final int mostKept;
    private final Consumer<Tape> ended;
    private final Instant begun = Instant.now();
    private final long start = System.nanoTime();

    private @Nullable HttpResponseHead head;
    private long headAt;
    private @Nullable List<Piece> pieces = new ArrayList<>();
    private int kept;
    private End end = End.OPEN;
    private long endAt;

    /**
     * @param mostKept bytes of the body; of a longer one nothing is kept
     * @param ended is told once, by whoever ends the exchange
     */
    public Tape(HttpRequest request, Exchange exchange, int mostKept, Consumer<Tape> ended) {
        this.request = request;
        this.exchange = exchange;
        this.mostKept = mostKept;
        this.ended = ended;
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
        HttpResponseHead came;
        try {
            came = exchange.head(connectDeadline, deadline);
        } catch (IOException | RuntimeException failure) {
            end(End.BROKEN);
            throw failure;
        }
        synchronized (this) {
            head = came;
            headAt = now();
        }
        return came;
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        int count;
        try {
            count = exchange.read(to, offset, length, deadline);
        } catch (IOException | RuntimeException failure) {
            end(End.BROKEN);
            throw failure;
        }
        if (count < 0) {
            end(End.WHOLE);
        } else {
            keep(to, offset, count);
        }
        return count;
    }

    private synchronized void keep(byte[] from, int offset, int count) {
        if (pieces == null) {
            return;
        }
        kept += count;
        if (kept > mostKept) {
            pieces = null; // half an answer tells nothing of its end
        } else {
            pieces.add(new Piece(now(), Arrays.copyOfRange(from, offset, offset + count)));
        }
    }

    @Override
    public void close() {
        end(End.CANCELLED);
        exchange.close();
    }

    private void end(End how) {
        synchronized (this) {
            if (end != End.OPEN) {
                return;
            }
            end = how;
            endAt = now();
        }
        ended.accept(this);
    }

    private long now() {
        return System.nanoTime() - start;
    }

    /** What is asked. */
    public HttpRequest request() {
        return request;
    }

    /** What has been kept so far. */
    public synchronized Cassette cassette() {
        return new Cassette(begun, request, head, headAt, pieces == null ? null : List.copyOf(pieces), end, endAt);
    }

    /** How many bytes of the body are kept. */
    public synchronized int kept() {
        return pieces == null ? 0 : kept;
    }

    /** Lets go of the body, and keeps no more of it. */
    public synchronized void forget() {
        pieces = null;
    }
}
