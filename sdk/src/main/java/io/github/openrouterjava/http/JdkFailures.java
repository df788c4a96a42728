package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, in plain words that name the peer.
 *
 * <p>Of the client's chains of exceptions only the root travels on: the links above it may quote what was received.
 */
final class JdkFailures {
    private final URI uri;
    private volatile @Nullable HttpClient client;

    JdkFailures(URI uri) {
        this.uri = uri;
    }

    /** Tells whose proxies to name. */
    void through(HttpClient client) {
        this.client = client;
    }

    IOException beforeHead(Throwable failure) {
        Throwable root = root(failure);
        if (find(HttpConnectTimeoutException.class, failure) != null) {
            return new DeadlineException(true);
        }
        if (root instanceof UnresolvedAddressException || root instanceof UnknownHostException) {
            return with(root, new UnknownHostException("no such host: " + host()));
        }
        SSLException tls = find(SSLException.class, failure);
        if (tls != null) {
            return new SSLException("no TLS connection with " + peer() + ": " + words(tls), tls);
        }
        if (find(ConnectException.class, failure) != null) {
            // The client tries a refused connection again on the closed channel, and reports only the second failure.
            String why = root instanceof ClosedChannelException ? "Connection refused" : words(root);
            return with(root, new ConnectException("no connection to " + peer() + ": " + why));
        }
        if (root instanceof UnreadableBodyException) {
            return with(
                    root, new UnreadableBodyException("the answer of " + peer() + " can't be read: " + words(root)));
        }
        if (root instanceof ProtocolException) {
            return new ProtocolException("the answer of " + peer() + " is not valid HTTP");
        }
        if (root instanceof EOFException) {
            return new IOException("the server " + peer() + " closed the connection without an answer", root);
        }
        return new IOException("no answer from " + peer() + ": " + words(root), root);
    }

    IOException inBody(Throwable failure) {
        Throwable root = root(failure);
        String what = root instanceof EOFException ? "the server closed the connection" : words(root);
        return new IOException("the body from " + peer() + " was cut off: " + what, root);
    }

    private static IOException with(Throwable cause, IOException exception) {
        exception.initCause(cause);
        return exception;
    }

    private static String words(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }

    private static <T extends Throwable> @Nullable T find(Class<T> type, @Nullable Throwable failure) {
        if (failure == null || type.isInstance(failure)) {
            return type.cast(failure);
        }
        return find(type, failure.getCause());
    }

    private String peer() {
        InetSocketAddress proxy = proxy();
        return uri.getHost() + ":" + port() + (proxy == null ? "" : " by the proxy " + name(proxy));
    }

    private String host() {
        InetSocketAddress proxy = proxy();
        return proxy == null ? uri.getHost() : uri.getHost() + ", or its proxy " + name(proxy);
    }

    private int port() {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("http") ? 80 : 443;
    }

    private static String name(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private @Nullable InetSocketAddress proxy() {
        HttpClient used = client;
        ProxySelector selector = used == null ? null : used.proxy().orElseGet(ProxySelector::getDefault);
        if (selector != null) {
            for (Proxy proxy : selector.select(uri)) {
                if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
                    return address;
                }
                return null; // the first one counts
            }
        }
        return null;
    }
}
