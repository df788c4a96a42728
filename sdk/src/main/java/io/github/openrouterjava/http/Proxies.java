package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which proxy to take, and what to tell it. */
final class Proxies {
    private Proxies() {}

    /** The first proxy that this selector, or else the JDK's, has for the address. */
    static Proxy select(@Nullable ProxySelector given, URI uri) {
        ProxySelector selector = given == null ? ProxySelector.getDefault() : given;
        List<Proxy> proxies = selector == null ? null : selector.select(uri);
        return proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }

    /**
     * What to tell an HTTP proxy of who asks: the login from its address, or what {@link Authenticator#getDefault()}
     * gives for it; null for nothing.
     */
    static @Nullable String authorization(Proxy proxy) {
        String login = null;
        if (proxy instanceof ProxyVariables.WithLogin with) {
            login = with.login();
        } else if (Authenticator.getDefault() != null && proxy.address() instanceof InetSocketAddress address) {
            PasswordAuthentication given = Authenticator.requestPasswordAuthentication(
                    Authenticator.getDefault(),
                    address.getHostString(),
                    address.getAddress(),
                    address.getPort(),
                    "http",
                    "",
                    "Basic",
                    null,
                    Authenticator.RequestorType.PROXY);
            login = given == null ? null : given.getUserName() + ":" + new String(given.getPassword());
        }
        return login == null ? null : "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }
}
