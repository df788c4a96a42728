package io.github.openrouterjava.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The proxies that environment variables name. */
final class ProxyVariables {
    private ProxyVariables() {}

    /** An HTTP proxy with the name and password that its address held. */
    static final class WithLogin extends Proxy {
        private final String login;

        WithLogin(InetSocketAddress address, String login) {
            super(Type.HTTP, address);
            this.login = login;
        }

        String login() {
            return login;
        }
    }

    /** @throws IllegalArgumentException where a variable holds no proxy's address */
    static ProxySelector proxies(Map<String, String> environment) {
        String all = value(environment, "ALL_PROXY");
        String http = value(environment, "HTTP_PROXY");
        String https = value(environment, "HTTPS_PROXY");
        String except = value(environment, "NO_PROXY");
        List<Proxy> forHttp = proxy(http == null ? all : http);
        List<Proxy> forHttps = proxy(https == null ? all : https);
        List<String> exceptions = except == null
                ? List.of()
                : List.of(except.toLowerCase(Locale.ROOT).split("[\\s,]+"));
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                Route direct = Route.to(uri, Proxy.NO_PROXY);
                if (isExcepted(exceptions, direct.bareHost().toLowerCase(Locale.ROOT), direct.port())) {
                    return List.of(Proxy.NO_PROXY);
                }
                return direct.tls() ? forHttps : forHttp;
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
        String lower = environment.get(name.toLowerCase(Locale.ROOT));
        String value = lower == null || lower.isBlank() ? environment.get(name) : lower;
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static List<Proxy> proxy(@Nullable String text) {
        if (text == null) {
            return List.of(Proxy.NO_PROXY);
        }
        URI uri;
        try {
            uri = URI.create(text.contains("://") ? text : "http://" + text);
        } catch (IllegalArgumentException e) {
            // The exception shows the text, in which there may be a password.
            throw new IllegalArgumentException("a proxy's variable holds no address");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean socks = scheme.equals("socks") || scheme.equals("socks5") || scheme.equals("socks5h");
        if (uri.getHost() == null || !(socks || scheme.equals("http"))) {
            throw new IllegalArgumentException("a proxy must be http://host:port or socks5://host:port, not " + scheme
                    + "://" + uri.getHost() + ":" + uri.getPort());
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
        InetSocketAddress address = InetSocketAddress.createUnresolved(uri.getHost(), port);
        if (socks) {
            return List.of(new Proxy(Proxy.Type.SOCKS, address));
        }
        String login = uri.getUserInfo();
        return List.of(login == null ? new Proxy(Proxy.Type.HTTP, address) : new WithLogin(address, login));
    }

    /** {@code *}, a host, a domain with or without a leading dot or {@code *.}, each with a port or without. */
    private static boolean isExcepted(List<String> exceptions, String host, int port) {
        for (String exception : exceptions) {
            String name = exception;
            int colon = name.lastIndexOf(':');
            if (colon > 0 && name.indexOf(':') == colon) {
                if (!name.substring(colon + 1).equals(Integer.toString(port))) {
                    continue;
                }
                name = name.substring(0, colon);
            }
            if (name.equals("*")) {
                return true;
            }
            name = name.startsWith("*.") ? name.substring(2) : name.startsWith(".") ? name.substring(1) : name;
            name = name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
            if (!name.isEmpty() && (host.equals(name) || host.endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }
}
