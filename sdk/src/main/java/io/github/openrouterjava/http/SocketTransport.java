package io.github.openrouterjava.http;

import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A transport that speaks HTTP/1.1 over sockets, on the caller's own thread: it has no threads, and hands nothing over.
 *
 * <p>A connection whose answer was read to its end serves again, for half a minute at the most; up to 16 wait for each
 * server, up to 64 in all. Before that it is looked at, and when it has ended, or takes nothing of the request, a new
 * one is made in its place. Nothing else is ever sent twice.
 *
 * <p>TLS is the JDK's, with the server's certificate checked against its name. A body that the server compressed is
 * refused: no compression is asked for. {@link #open} refuses a request that carries {@code Connection},
 * {@code Content-Length}, {@code Expect}, {@code Host}, {@code Transfer-Encoding} or {@code Upgrade} with an
 * {@link IllegalArgumentException}; values of other fields are sent in UTF-8.
 *
 * <p>Proxies: HTTP proxies, by {@code CONNECT} to {@code https} addresses, and SOCKS proxies. To a SOCKS proxy, an
 * interrupt ends the waits of virtual threads only; closing ends all of them.
 *
 * <p>Safe for use by several threads. Closing it ends its exchanges; a transport that nobody closes keeps no program
 * from ending.
 */
public final class SocketTransport implements Transport, AutoCloseable {
    private final IdlePool pool = new IdlePool();
    private final Connector connector;
    private final @Nullable ProxySelector proxies;

    /** A transport with the JDK's own TLS and proxy settings. */
    public SocketTransport() {
        this(null, null);
    }

    private SocketTransport(@Nullable SSLContext sslContext, @Nullable ProxySelector proxies) {
        this.connector = new Connector(sslContext);
        this.proxies = proxies;
    }

    /** Sets up a transport. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The proxies that {@code HTTPS_PROXY}, {@code HTTP_PROXY} and {@code ALL_PROXY} name, except for the hosts in
     * {@code NO_PROXY}; each name also in lower case, which then goes first. A proxy is {@code http://host:port}, with
     * {@code user:password@} before the host where it wants a login, or {@code socks5://host:port}.
     *
     * @param environment such as {@link System#getenv()}
     * @throws IllegalArgumentException where a variable holds no proxy's address
     */
    public static ProxySelector proxiesOf(Map<String, String> environment) {
        return ProxyVariables.proxies(environment);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException where the transport is closed
     */
    @Override
    public Exchange open(HttpRequest request) {
        if (pool.isClosed()) {
            throw new IllegalStateException("the client is closed");
        }
        return new SocketExchange(this, request);
    }

    IdlePool pool() {
        return pool;
    }

    Connector connector() {
        return connector;
    }

    Route route(URI uri) {
        return Route.to(uri, Proxies.select(proxies, uri));
    }

    /**
     * Ends the transport: no exchange starts any more, and those that still run end with an
     * {@link java.io.InterruptedIOException}, the interrupt status untouched. May be repeated.
     */
    @Override
    public void close() {
        pool.close();
    }

    /** Sets up a {@link SocketTransport}. For one thread. */
    public static final class Builder {
        private @Nullable SSLContext sslContext;
        private @Nullable ProxySelector proxies;

        private Builder() {}

        /** What TLS connections are made by, in place of {@link SSLContext#getDefault()}. */
        public Builder sslContext(SSLContext context) {
            sslContext = context;
            return this;
        }

        /**
         * Where proxies come from, in place of {@link ProxySelector#getDefault()}; of several, the first one counts. The
         * name and the password for an HTTP proxy come from {@link java.net.Authenticator#getDefault()}.
         */
        public Builder proxies(ProxySelector selector) {
            proxies = selector;
            return this;
        }

        public SocketTransport build() {
            return new SocketTransport(sslContext, proxies);
        }
    }
}
