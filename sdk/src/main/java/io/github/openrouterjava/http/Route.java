package io.github.openrouterjava.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;

/**
 * The way to a server.
 *
 * @param host as it stands in an address, an IPv6 address in brackets
 * @param proxy {@link Proxy#NO_PROXY} for the direct way
 */
record Route(boolean tls, String host, int port, Proxy proxy) {
    static Route to(URI uri, Proxy proxy) {
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        return new Route(tls, uri.getHost(), uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80, proxy);
    }

    boolean isSame(Route other) {
        return tls == other.tls && port == other.port && host.equalsIgnoreCase(other.host) && proxy.equals(other.proxy);
    }

    /** True where an HTTP proxy passes on each request by its whole address. */
    boolean isForwarded() {
        return !tls && proxy.type() == Proxy.Type.HTTP;
    }

    /** The host without an IPv6 address's brackets. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Whose address is looked up, in words. */
    String hostInWords() {
        return proxy.address() instanceof InetSocketAddress address ? host + ", or its proxy " + name(address) : host;
    }

    /** Who is called, in words. */
    @Override
    public String toString() {
        String peer = host + ":" + port;
        return proxy.address() instanceof InetSocketAddress address ? peer + " by the proxy " + name(address) : peer;
    }

    static String name(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }
}
