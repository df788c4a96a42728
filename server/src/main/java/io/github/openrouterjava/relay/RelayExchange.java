package io.github.openrouterjava.relay;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.PacedExchange;
import io.github.openrouterjava.playback.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request passed on: to the next upstream where one fails before there is any content. */
final class RelayExchange implements Exchange {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_EVENTS_HELD = 64 << 10;
    private static final int MOST_HELD = 1 << 20;
    private static final int PIECE = 4 << 10;

    private final HttpRequest request;
    private final List<Attempt> attempts;
    private final Transport sockets;
    private final Rests rests;
    private final Consumer<String> log;
    private final Patience patience;
    private final List<String> failures = new ArrayList<>();

    private @Nullable Exchange current;
    private boolean closed;
    private byte[] held = {};
    private int given;
    private boolean heldAll;

    RelayExchange(
            HttpRequest request,
            List<Attempt> attempts,
            Transport sockets,
            Rests rests,
            Consumer<String> log,
            Patience patience) {
        this.request = request;
        this.attempts = attempts;
        this.sockets = sockets;
        this.rests = rests;
        this.log = log;
        this.patience = patience;
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
        List<Attempt> asked = attempts.stream()
                .filter(attempt -> attempts.size() == 1 || rests.left(attempt).isZero())
                .toList();
        if (asked.isEmpty()) {
            return resting(deadline);
        }
        for (Attempt attempt : asked.subList(0, asked.size() - 1)) {
            HttpResponseHead head = headOfContent(attempt);
            if (head != null) {
                return head;
            }
        }
        Attempt last = asked.getLast();
        try {
            return head(last, deadline);
        } catch (IOException failure) {
            failed(last, failure.toString());
            return unreachable(deadline);
        }
    }

    /** The head of an answer that has begun well; null where there is none, or where it begins with an error. */
    private @Nullable HttpResponseHead headOfContent(Attempt attempt) throws IOException {
        long deadline = System.nanoTime() + patience.silence().toNanos();
        try {
            HttpResponseHead head = head(attempt, deadline);
            if (head.status() >= 300) {
                failed(attempt, "HTTP " + head.status());
            } else if (hold(head, deadline) == Begin.CONTENT) {
                return head;
            } else {
                failed(attempt, heldAll ? "no content" : "an error before any content");
            }
        } catch (IOException failure) {
            failed(attempt, failure.toString());
        }
        held = new byte[0];
        heldAll = false;
        return null;
    }

    private HttpResponseHead head(Attempt attempt, long deadline) throws IOException {
        Exchange exchange = current(sockets.open(attempt.request(request)));
        HttpResponseHead head = exchange.head(System.nanoTime() + CONNECT.toNanos(), deadline);
        if (head.status() == 429 || head.status() == 503) {
            rests.note(attempt, head.headers());
        }
        return new HttpResponseHead(head.status(), Hops.response(head.headers()));
    }

    /** Reads until there is content, or an error, or nothing more; and keeps what it has read. */
    private Begin hold(HttpResponseHead head, long deadline) throws IOException {
        String type = head.headers().first("content-type");
        boolean streamed = type != null && type.startsWith("text/event-stream");
        var all = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        Begin begin = Begin.OPEN;
        long release = System.nanoTime() + patience.comments().toNanos();
        int most = streamed ? MOST_EVENTS_HELD : MOST_HELD;
        while (begin == Begin.OPEN && all.size() < most) {
            int count = current().read(piece, 0, PIECE, deadline);
            heldAll = count < 0;
            if (heldAll) {
                begin = streamed ? Begin.ERROR : Begin.ofDocument(all.toByteArray());
                break;
            }
            all.write(piece, 0, count);
            if (streamed) {
                begin = Begin.of(all.toByteArray());
                boolean late = System.nanoTime() - release > 0;
                begin = begin == Begin.OPEN && late ? Begin.CONTENT : begin;
            }
        }
        held = all.toByteArray();
        return begin == Begin.OPEN ? Begin.CONTENT : begin;
    }

    private void failed(Attempt attempt, String why) throws IOException {
        synchronized (this) {
            if (closed) {
                throw new IOException("closed");
            }
        }
        current().close();
        failures.add(attempt + ": " + why);
        log.accept("upstream " + attempt + " failed: " + why);
    }

    private HttpResponseHead unreachable(long deadline) throws IOException {
        return answer(502, "no upstream could answer: " + String.join("; ", failures), 0, deadline);
    }

    private HttpResponseHead resting(long deadline) throws IOException {
        Duration shortest =
                attempts.stream().map(rests::left).min(Duration::compareTo).orElse(Duration.ZERO);
        return answer(429, "all upstreams have asked to be left alone", shortest.toSeconds() + 1, deadline);
    }

    /** An answer of our own. */
    private HttpResponseHead answer(int status, String message, long retryAfter, long deadline) throws IOException {
        JsonObject metadata = failures.isEmpty()
                ? JsonObject.EMPTY
                : JsonObject.of(
                        "attempts",
                        new JsonArray(failures.stream().<Json>map(Json::of).toList()));
        Reply reply = Reply.error(status, message, metadata);
        HttpResponseHead head = current(new PacedExchange(() -> reply)).head(NEVER, deadline);
        return retryAfter == 0
                ? head
                : new HttpResponseHead(status, head.headers().with("Retry-After", Long.toString(retryAfter)));
    }

    private synchronized Exchange current(Exchange next) throws IOException {
        current = next;
        if (closed) {
            next.close();
            throw new IOException("closed");
        }
        return next;
    }

    private synchronized Exchange current() throws IOException {
        if (current == null) {
            throw new IOException("nothing has been asked");
        }
        return current;
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        if (given < held.length) {
            int count = Math.min(length, held.length - given);
            System.arraycopy(held, given, to, offset, count);
            given += count;
            return count;
        }
        return heldAll ? -1 : current().read(to, offset, length, deadline);
    }

    @Override
    public void close() {
        Exchange open;
        synchronized (this) {
            closed = true;
            open = current;
        }
        if (open != null) {
            open.close();
        }
    }
}
