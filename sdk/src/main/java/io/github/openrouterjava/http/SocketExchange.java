package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One exchange over a socket, on the caller's own thread from beginning to end. */
final class SocketExchange implements Exchange {
    private static final int MOST_INTERIM = 20;

    private final SocketTransport transport;
    private final HttpRequest request;
    /** What a closing thread has to end. Whoever takes it out owns it: the reader at the body's end, or who closes. */
    private final AtomicReference<@Nullable Abortable> held = new AtomicReference<>();

    private volatile boolean closed;
    private volatile boolean closedWithAll;
    private @Nullable Connection connection;
    private boolean requestIsWhole;
    private @Nullable IOException writeFailure;
    private HeadParser parser = new HeadParser();
    private boolean headIsWhole;
    private int interim;
    private @Nullable HttpResponseHead head;
    private @Nullable Body body;
    private boolean keepsConnection;
    private @Nullable IOException failure;

    SocketExchange(SocketTransport transport, HttpRequest request) {
        RequestBytes.check(request);
        this.transport = transport;
        this.request = request;
    }

    /** Gives the exchange what {@link #close} is to end from now on. */
    void hold(Abortable waitedFor) throws IOException {
        held.set(waitedFor);
        if (closed) {
            abortHeld();
            throw closing();
        }
    }

    private void abortHeld() {
        Abortable last = held.getAndSet(null);
        if (last != null) {
            last.abort();
        }
    }

    /** True where there is no use in trying on. */
    boolean isOver() {
        return closed || Thread.currentThread().isInterrupted();
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
        if (head != null) {
            return head;
        }
        failIfOver();
        if (connection == null) {
            send(connectDeadline, deadline);
        }
        Connection used = Objects.requireNonNull(connection);
        try {
            return receiveHead(used, deadline);
        } catch (SocketTimeoutException e) {
            if (isOver()) {
                throw failed(e);
            }
            throw new DeadlineException(false);
        } catch (IOException e) {
            throw failed(SocketFailures.beforeHead(used.route(), writeFailure == null ? e : writeFailure));
        }
    }

    private void failIfOver() throws IOException {
        if (closed) {
            throw closing();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void send(long connectDeadline, long deadline) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw failed(new InterruptedIOException("interrupted"));
        }
        if (TimedInput.passed(deadline)) {
            throw new DeadlineException(true);
        }
        transport.pool().begin(this);
        Route route = transport.route(request.uri());
        String authorization = route.isForwarded() ? Proxies.authorization(route.proxy()) : null;
        byte[] first = RequestBytes.head(request, route.isForwarded(), authorization);
        try (var writer = new RequestWriter(first, request.body())) {
            send(writer, route, connectDeadline, deadline);
        } catch (RequestBodyException e) {
            throw failed(e);
        }
    }

    private void send(RequestWriter writer, Route route, long connectDeadline, long deadline) throws IOException {
        Connection used = begunOnIdle(route, writer);
        boolean begun = used != null;
        if (used == null) {
            used = connect(route, TimedInput.earlier(connectDeadline, deadline));
        }
        connection = used;
        try {
            if (!begun) {
                writer.begin(used);
            }
            requestIsWhole = writer.finish(this, used, deadline);
        } catch (SocketTimeoutException e) {
            throw failed(new DeadlineException(false));
        } catch (ProtocolException e) {
            throw failed(SocketFailures.beforeHead(used.route(), e));
        } catch (RequestBodyException e) {
            throw failed(e);
        } catch (IOException e) {
            if (isOver()) {
                throw failed(e);
            }
            writeFailure = e; // the server may have answered before it stopped listening
        }
    }

    /** An idle connection that has taken the request's beginning; one that has not was closed by the server before. */
    private @Nullable Connection begunOnIdle(Route route, RequestWriter writer) throws IOException {
        Connection idle = transport.pool().take(route);
        if (idle == null) {
            return null;
        }
        hold(idle);
        try {
            writer.begin(idle);
            return idle;
        } catch (IOException e) {
            abortHeld();
            if (isOver()) {
                throw failed(e);
            }
            return null;
        }
    }

    private Connection connect(Route route, long deadline) throws IOException {
        try {
            return transport.connector().connect(route, this, deadline);
        } catch (IOException e) {
            throw failed(
                    TimedInput.passed(deadline) ? new DeadlineException(true) : SocketFailures.connecting(route, e));
        }
    }

    /** True where an answer has begun, so that nobody wants the rest of the request; takes what is here, without waiting. */
    boolean isAnswered(Connection used) throws IOException {
        Received in = used.received();
        while (in.raw().available() > 0) {
            try {
                if (in.fill(System.nanoTime()) < 0) {
                    return true;
                }
            } catch (SocketTimeoutException e) {
                return false; // it was TLS's own, such as a ticket for the next session
            }
            if (hasWholeHead(in) || parser.status() >= 200) {
                return true;
            }
        }
        return false;
    }

    /** Takes the head as far as it is here; true once it is whole, and one that only announces another is passed. */
    private boolean hasWholeHead(Received in) throws ProtocolException {
        while (!headIsWhole && parser.parse(in)) {
            headIsWhole = !isInterim();
        }
        return headIsWhole;
    }

    private HttpResponseHead receiveHead(Connection from, long deadline) throws IOException {
        Received in = from.received();
        while (!hasWholeHead(in)) {
            awaitMore(in, deadline);
        }
        HttpResponseHead received = parser.head();
        Body follows = Framing.body(request.method(), received, in, from.route().tls());
        keepsConnection =
                requestIsWhole && !parser.isOldHttp() && follows.keepsConnection() && Framing.keepsConnection(received);
        body = follows;
        head = received;
        if (follows.ended()) {
            release();
        }
        return received;
    }

    private void awaitMore(Received in, long deadline) throws IOException {
        if (TimedInput.passed(deadline)) {
            throw new SocketTimeoutException("no head in time");
        }
        if (in.fill(deadline) < 0) {
            throw new EOFException(
                    in.isEmpty() && parser.isFresh() && interim == 0
                            ? "closed the connection without an answer"
                            : "closed the connection within its answer's head");
        }
    }

    /** Passes over a head that only announces another. */
    private boolean isInterim() throws ProtocolException {
        if (parser.status() >= 200) {
            return false;
        }
        if (parser.status() == 101 || ++interim > MOST_INTERIM) {
            throw new ProtocolException("it changes the protocol, or announces itself too often");
        }
        parser = new HeadParser();
        return true;
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        failIfOver();
        Body from = body;
        if (from == null) {
            throw new IllegalStateException("the head comes first");
        }
        if (length == 0) {
            return 0;
        }
        try {
            int count = from.read(to, offset, length, deadline);
            if (from.ended()) {
                release();
            }
            return count;
        } catch (SocketTimeoutException e) {
            if (isOver()) {
                throw failed(e);
            }
            throw new DeadlineException(false);
        } catch (IOException e) {
            throw failed(
                    SocketFailures.inBody(Objects.requireNonNull(connection).route(), e));
        }
    }

    /** Lets the connection go at the body's end, unless it was closed from outside at that very moment. */
    private void release() {
        Connection used = connection;
        if (used != null && held.compareAndSet(used, null)) {
            if (keepsConnection && used.received().isEmpty()) {
                transport.pool().put(used);
            } else {
                used.close();
            }
            transport.pool().end(this);
        }
    }

    /** Ends the exchange, and says what it ended with. */
    private IOException failed(IOException cause) {
        IOException known = cause;
        if (closed) {
            known = closing();
        } else if (Thread.currentThread().isInterrupted()) {
            known = new InterruptedIOException("interrupted");
        }
        failure = known;
        abortHeld();
        transport.pool().end(this);
        return known;
    }

    /** Why it ends: of a type of its own where the transport was closed, so that no caller takes it for the network's fault. */
    private IOException closing() {
        return closedWithAll ? new InterruptedIOException("the client is closed") : new IOException("closed");
    }

    /** Ends it because the transport is closed. */
    void closeWithAll() {
        closedWithAll = true;
        close();
    }

    @Override
    public void close() {
        closed = true;
        abortHeld();
        transport.pool().end(this);
    }
}
