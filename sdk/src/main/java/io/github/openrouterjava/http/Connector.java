package io.github.openrouterjava.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes connections: finds addresses, tries one after the other, passes proxies, starts TLS. */
final class Connector {
    private static final int LONGEST_TRY = 10_000;

    private final @Nullable SSLContext context;

    Connector(@Nullable SSLContext context) {
        this.context = context;
    }

    /**
     * A connection on which a request can be sent.
     *
     * @param exchange what may break it off, at every moment
     * @throws SocketTimeoutException after the deadline
     */
    Connection connect(Route route, SocketExchange exchange, long deadline) throws IOException {
        Connection connection = route.proxy().type() == Proxy.Type.SOCKS
                ? socks(route, exchange, deadline)
                : tcp(route, (InetSocketAddress) route.proxy().address(), exchange, deadline);
        try {
            if (route.tls()) {
                if (route.proxy().type() == Proxy.Type.HTTP) {
                    Tunnel.open(connection, Proxies.authorization(route.proxy()), deadline);
                }
                Tls.start(connection, context, deadline);
            }
            return connection;
        } catch (IOException e) {
            connection.abort();
            throw e;
        }
    }

    private static Connection tcp(
            Route route, @Nullable InetSocketAddress proxy, SocketExchange exchange, long deadline) throws IOException {
        String host = proxy == null ? route.host() : proxy.getHostString();
        int port = proxy == null ? route.port() : proxy.getPort();
        InetAddress[] addresses = proxy == null || proxy.getAddress() == null
                ? Lookup.addresses(host, exchange, deadline)
                : new InetAddress[] {proxy.getAddress()};
        IOException first = null;
        for (int i = 0; i < addresses.length; i++) {
            // The adaptor of a channel, because it alone wakes at an interrupt on every kind of thread.
            var connection = new Connection(route, SocketChannel.open().socket());
            try {
                int millis = patience(deadline, addresses.length - i);
                attempt(connection, new InetSocketAddress(addresses[i], port), millis, exchange);
                return connection;
            } catch (IOException e) {
                if (exchange.isOver() || TimedInput.passed(deadline)) {
                    throw e;
                }
                first = first == null ? e : first;
            }
        }
        throw first == null ? new ConnectException("it has no address") : first;
    }

    /** The proxy looks the host up. An interrupt wakes this kind of socket on virtual threads only. */
    private static Connection socks(Route route, SocketExchange exchange, long deadline) throws IOException {
        var connection = new Connection(route, new Socket(route.proxy()));
        SocketAddress address = InetSocketAddress.createUnresolved(route.bareHost(), route.port());
        attempt(connection, address, patience(deadline, 1), exchange);
        return connection;
    }

    private static void attempt(Connection connection, SocketAddress address, int millis, SocketExchange exchange)
            throws IOException {
        try {
            exchange.hold(connection);
            connection.connect(address, millis);
        } catch (IOException e) {
            connection.abort();
            throw e;
        }
    }

    /** A fair share of the time that is left, so that one silent address does not take the others' turn. */
    private static int patience(long deadline, int addresses) {
        int all = TimedInput.millis(deadline);
        if (addresses == 1) {
            return all;
        }
        return all == 0 ? LONGEST_TRY : Math.max(1, Math.min(LONGEST_TRY, all / addresses));
    }
}
