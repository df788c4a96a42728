package io.github.openrouterjava.call;

import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.DeadlineException;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a call: the request, its answer's head, and its body read against the clocks.
 *
 * <p>One thread reads; any thread may close, at any moment, and wakes the reader.
 */
public final class Call extends InputStream {
    private static final int LONGEST_ERROR_BODY = 1 << 20;
    private static final Duration ERROR_BODY_PATIENCE = Duration.ofSeconds(5);

    private final HttpRequest request;
    private final Exchange exchange;
    private final Clocks clocks;
    private final Attempts attempts;
    private final Hooks hooks;
    private final Secrets secrets;
    private final long start = System.nanoTime();
    private final long firstToken;

    private volatile @Nullable HttpResponseHead answer;
    private volatile boolean closed;
    private boolean tokenSeen;
    private boolean byteSeen;
    private long readAt = start;
    private long patience = Exchange.NEVER;

    Call(HttpRequest request, Exchange exchange, Clocks clocks, Attempts attempts, Hooks hooks, Secrets secrets) {
        this.request = request;
        this.exchange = exchange;
        this.clocks = clocks;
        this.attempts = attempts;
        this.hooks = hooks;
        this.secrets = secrets;
        this.firstToken = Deadlines.after(start, clocks.firstToken());
    }

    /**
     * Sends the request and waits for the answer to begin.
     *
     * @throws ApiException where the answer is an error
     * @throws ConnectionException where there is no answer
     * @throws ClockException where a clock ran out first
     * @throws InterruptedIOException where the thread was interrupted
     * @throws IOException where the call was closed
     */
    public HttpResponseHead head() throws IOException {
        if (hooks.logs()) {
            hooks.log(mask(request + " " + request.headers()));
        }
        HttpResponseHead head;
        try {
            long connect = Deadlines.after(start, clocks.connect());
            head = exchange.head(
                    Deadlines.earlier(connect, attempts.deadline()),
                    Deadlines.earlier(firstToken, attempts.deadline()));
        } catch (DeadlineException late) {
            throw outOfTime(late.connecting());
        } catch (IOException failure) {
            if (closed || (failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException))) {
                throw failure;
            }
            throw new Failures(request, secrets).noAnswer(failure);
        }
        if (hooks.logs()) {
            hooks.log(mask(HttpRequest.shown(request.uri()) + " answered " + head.status() + " " + head.headers()));
        }
        answer = head;
        hooks.after(request, head);
        if (head.status() < 200 || head.status() > 299) {
            throw error(head);
        }
        return head;
    }

    /** The answer's status and headers as soon as they are known, null before; for any thread. */
    public @Nullable HttpResponseHead answer() {
        return answer;
    }

    /** The failure that this answer is, its body read as far as it comes. */
    private OpenRouterException error(HttpResponseHead head) {
        patience(ERROR_BODY_PATIENCE);
        var bytes = new ByteArrayOutputStream();
        try {
            var buffer = new byte[8192];
            for (int n; bytes.size() < LONGEST_ERROR_BODY && (n = read(buffer, 0, buffer.length)) >= 0; ) {
                bytes.write(buffer, 0, n);
            }
        } catch (IOException cut) {
            if (hooks.logs()) {
                hooks.log(mask("the error's body was cut off: " + cut.getMessage()));
            }
        }
        close();
        return error(head, bytes.toByteArray());
    }

    /** The failure that an answer with this head and body is. */
    public OpenRouterException error(HttpResponseHead head, byte[] bytes) {
        return new Failures(request, secrets).refused(head, bytes);
    }

    /** Says that content has come: from now on the first-token clock does not count. */
    public void tokenSeen() {
        tokenSeen = true;
    }

    /** When the latest bytes of the body were read, by {@link System#nanoTime()}; for the reading thread. */
    public long readAt() {
        return readAt;
    }

    /** Says how long to read on at the most, whatever the clocks allow. */
    public void patience(Duration atMost) {
        patience = Deadlines.after(System.nanoTime(), atMost);
    }

    /** Host and port that are called. */
    public String place() {
        return HttpRequest.place(request.uri());
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * @throws ClockException where a clock has run out
     * @throws InterruptedIOException where the thread was interrupted
     * @throws IOException where the body was cut off, or the call was closed
     */
    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        long deadline = Deadlines.earlier(attempts.deadline(), patience);
        if (!tokenSeen) {
            deadline = Deadlines.earlier(deadline, firstToken);
        }
        if (byteSeen) {
            deadline = Deadlines.earlier(deadline, Deadlines.after(System.nanoTime(), clocks.idle()));
        }
        if (Deadlines.passed(Deadlines.earlier(attempts.deadline(), patience))) {
            throw outOfTime(false); // also where data is at hand: it may be without end
        }
        try {
            int n = exchange.read(to, offset, length, deadline);
            readAt = System.nanoTime(); // for each wait for the network, not for each event that it brings
            byteSeen = true;
            return n;
        } catch (DeadlineException late) {
            throw outOfTime(false);
        } catch (SocketTimeoutException own) { // a transport's own limit: not an interrupt, though its type says so
            throw new IOException(own.getMessage(), own);
        }
    }

    /** Ends the call; never blocks, never throws, may be repeated. */
    @Override
    public void close() {
        closed = true;
        exchange.close();
    }

    private ClockException outOfTime(boolean connecting) {
        Duration sinceStart = Duration.ofNanos(System.nanoTime() - start);
        Clock clock = Deadlines.passed(attempts.deadline()) ? Clock.TOTAL : ownClock(connecting);
        return new ClockException(clock, Objects.requireNonNullElse(clocks.of(clock), sinceStart));
    }

    private Clock ownClock(boolean connecting) {
        if (connecting && Deadlines.passed(Deadlines.after(start, clocks.connect()))) {
            return Clock.CONNECT;
        }
        if (!tokenSeen && Deadlines.passed(firstToken)) {
            return Clock.FIRST_TOKEN;
        }
        return connecting ? Clock.CONNECT : Clock.IDLE;
    }

    /** The text with the call's secrets masked: servers quote them in their errors. */
    public String mask(String text) {
        return secrets.mask(text);
    }

    /** The value with the call's secrets masked in its strings. */
    public Json mask(Json json) {
        return secrets.mask(json);
    }
}
