package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A transport over a {@link HttpClient} of the JDK: HTTP/2 where a TLS server offers it, otherwise HTTP/1.1; proxies as
 * the client has them.
 *
 * <p>The head's connect deadline is kept for requests with a body, TLS handshake included, because the client asks for
 * the body only when the connection stands. For a request without one, nothing outside the client can tell connecting
 * from waiting: there the client's own connect timeout counts, and then the head's deadline.
 *
 * <p>The JDK's client sets some fields itself: {@link #open} refuses a request that carries {@code Connection},
 * {@code Content-Length}, {@code Expect}, {@code Host} or {@code Upgrade} with an {@link IllegalArgumentException}. Over
 * {@code http} the transport asks for HTTP/1.1 only, because the client would otherwise send an {@code Upgrade} to
 * HTTP/2 on which several model servers hang or lose the request's body.
 *
 * <p>One promise of {@link Exchange#read} has a limit: when an HTTP/2 connection breaks, the client drops what it holds
 * for a reader that is more than 1 MB behind.
 */
public final class JdkHttpTransport implements Transport, AutoCloseable {
    private final Supplier<HttpClient> maker;
    private final boolean owned;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable HttpClient client;
    private boolean closed;

    private JdkHttpTransport(Supplier<HttpClient> maker, boolean owned) {
        this.maker = maker;
        this.owned = owned;
    }

    /**
     * A transport with a client of its own, made at the first exchange: it follows no redirect, takes its proxies from
     * {@link java.net.ProxySelector#getDefault()}, and its threads do not keep the JVM alive.
     *
     * @param connectTimeout the longest time that making a TCP connection may take, whatever the exchange's deadlines
     */
    public static JdkHttpTransport create(Duration connectTimeout) {
        var builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout);
        return new JdkHttpTransport(builder::build, true);
    }

    /** A transport over this client, which stays its owner's to close. */
    public static JdkHttpTransport over(HttpClient client) {
        return new JdkHttpTransport(() -> client, false);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException where the transport is closed
     */
    @Override
    public Exchange open(HttpRequest request) {
        if (isClosed()) {
            throw new IllegalStateException("the client is closed");
        }
        return new JdkExchange(this, request);
    }

    /** The client, or null once the transport is closed. */
    @Nullable
    HttpClient client() throws IOException {
        lock.lock();
        try {
            if (client == null && !closed) {
                client = maker.get();
            }
            return client;
        } catch (UncheckedIOException e) {
            throw new IOException("the HTTP client could not be made", e.getCause());
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** True where closing the transport has broken the exchanges that ran. */
    boolean brokeItsExchanges() {
        return owned && isClosed();
    }

    /**
     * Ends the transport: no exchange starts any more. A client of its own is shut down, which ends the exchanges that
     * still run with an {@link java.io.InterruptedIOException}, the interrupt status untouched; a client that was
     * handed in is left as it is. May be repeated.
     */
    @Override
    public void close() {
        HttpClient last;
        lock.lock();
        try {
            closed = true;
            last = client;
            client = null;
        } finally {
            lock.unlock();
        }
        if (owned && last != null) {
            last.shutdownNow();
        }
    }
}
