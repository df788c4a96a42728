package io.github.openrouterjava.http;

import static io.github.openrouterjava.http.Exchanges.get;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.rest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SocketProxyTest {
    private static SSLContext context;

    private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        context = TlsKeys.make(folder, "good", "-ext", "san=dns:secure.test");
    }

    private static SocketTransport through(String proxy) {
        var selector = SocketTransport.proxiesOf(Map.of("ALL_PROXY", proxy));
        return SocketTransport.builder().sslContext(context).proxies(selector).build();
    }

    /** A server for one request after the other on each connection, all answered alike. */
    private static void serve(RawServer.Connection connection) throws IOException {
        for (; ; ) {
            String text = connection.readRequest().text();
            connection.send(RawServer.head(200, "Content-Length", Integer.toString(text.length())) + text);
        }
    }

    private RawServer connectProxy(int target) throws IOException {
        return RawServer.answering(connection -> {
            RawServer.Request request = connection.readRequest();
            asked.add(request.method() + " " + request.target() + " "
                    + request.headers().first("Proxy-Authorization"));
            connection.send(RawServer.head(200));
            connection.pipeTo(target);
        });
    }

    @Test
    void secureServerIsReachedByATunnelThatServesAgain() throws Exception {
        try (var server = TlsKeys.answering(context, SocketProxyTest::serve);
                var proxy = connectProxy(server.port());
                var transport = through("http://me:a%20word@127.0.0.1:" + proxy.port())) {
            for (int i = 0; i < 3; i++) {
                try (var exchange = transport.open(post(URI.create("https://secure.test/x"), "hello"))) {
                    assertEquals(200, head(exchange).status());
                    assertEquals("hello", rest(exchange));
                }
            }
            assertEquals("CONNECT secure.test:443 Basic bWU6YSB3b3Jk", asked.poll(5, TimeUnit.SECONDS));
            assertEquals(1, proxy.connections());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 407 No;Content-Length: 0;;|it refused to open a tunnel, with status 407",
                "''|it closed the connection without opening a tunnel",
                "HTTP/1.1 200 OK;;too much|the proxy sends more than it was asked for",
            })
    void tunnelThatDoesNotOpenIsNamed(String answer, String why) throws Exception {
        try (var proxy = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(answer.replace(";", "\r\n"));
                });
                var transport = through("127.0.0.1:" + proxy.port());
                var exchange = transport.open(get(URI.create("https://secure.test")))) {
            var failure = assertThrows(ConnectException.class, () -> head(exchange));
            assertEquals(
                    "no connection to secure.test:443 by the proxy 127.0.0.1:" + proxy.port() + ": " + why,
                    failure.getMessage());
        }
    }

    @Test
    void plainServerIsAskedForByItsWholeAddress() throws Exception {
        var seen = new CompletableFuture<RawServer.Request>();
        try (var proxy = RawServer.answering(connection -> {
                    seen.complete(connection.readRequest());
                    connection.send(RawServer.head(204));
                });
                var transport = through("http://me:word@127.0.0.1:" + proxy.port());
                var exchange = transport.open(get(URI.create("http://plain.test:81/x?y")))) {
            assertEquals(204, head(exchange).status());
            var request = seen.get(5, TimeUnit.SECONDS);
            assertEquals("http://plain.test:81/x?y", request.target());
            assertEquals("plain.test:81", request.headers().first("host"));
            assertEquals("Basic bWU6d29yZA==", request.headers().first("proxy-authorization"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://plain.test/", "https://secure.test/"})
    void socksProxyLooksTheHostUp(URI uri) throws Exception {
        boolean tls = uri.getScheme().equals("https");
        try (var server = tls
                        ? TlsKeys.answering(context, SocketProxyTest::serve)
                        : RawServer.answering(SocketProxyTest::serve);
                var proxy = RawServer.answering(connection -> {
                    byte[] methods = connection.read(2);
                    connection.read(methods[1]);
                    connection.write(new byte[] {5, 0}).flush();
                    byte[] request = connection.read(5);
                    String host = new String(connection.read(request[4]), UTF_8);
                    byte[] port = connection.read(2);
                    asked.add(host + ":" + ((port[0] & 0xff) << 8 | port[1] & 0xff));
                    connection
                            .write(new byte[] {5, 0, 0, 1, 127, 0, 0, 1, 0, 1})
                            .flush();
                    connection.pipeTo(server.port());
                });
                var transport = through("socks5://127.0.0.1:" + proxy.port())) {
            for (int i = 0; i < 2; i++) {
                try (var exchange = transport.open(post(uri, "hello"))) {
                    assertEquals(200, head(exchange).status());
                    assertEquals("hello", rest(exchange));
                }
            }
            assertEquals(tls ? "secure.test:443" : "plain.test:80", asked.poll(5, TimeUnit.SECONDS));
            assertEquals(1, proxy.connections());
        }
    }

    @Test
    void proxyThatIsNotThereIsNamed() {
        try (var transport = through("http://no-such-proxy.invalid:1");
                var exchange = transport.open(get(URI.create("http://plain.test")))) {
            var failure = assertThrows(IOException.class, () -> head(exchange));
            assertEquals("no such host: plain.test, or its proxy no-such-proxy.invalid:1", failure.getMessage());
        }
    }

    @Test
    void selectorOfTheJdkIsAskedUnlessThereIsAnother() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        try (var proxy = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(204));
                });
                var transport = new SocketTransport();
                var exchange = transport.open(get(URI.create("http://plain.test")))) {
            ProxySelector.setDefault(SocketTransport.proxiesOf(Map.of("http_proxy", "127.0.0.1:" + proxy.port())));
            assertEquals(204, head(exchange).status());
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://example.com/, http://h:1",
        "https://example.com/, http://s:2",
        "https://no.test/, DIRECT",
        "https://sub.no.test/, DIRECT",
        "https://notno.test/, http://s:2",
        "https://sub.dot.test/, DIRECT",
        "https://sub.star.test/, DIRECT",
        "http://port.test:81/, DIRECT",
        "http://port.test/, http://h:1",
        "http://127.0.0.1/, DIRECT",
        "'http://[::1]/', DIRECT",
        "https://NO.test/, DIRECT",
    })
    void exceptionsAreByHostDomainAndPort(URI uri, String expected) {
        var selector = SocketTransport.proxiesOf(Map.of(
                "HTTP_PROXY",
                "http://h:1",
                "https_proxy",
                "s:2",
                "HTTPS_PROXY",
                "http://other:3",
                "NO_PROXY",
                "no.test, .dot.test *.star.test,port.test:81,127.0.0.1,[::1]"));
        List<Proxy> proxies = selector.select(uri);
        assertEquals(1, proxies.size());
        SocketAddress address = proxies.get(0).address();
        String found = address == null ? "DIRECT" : "http://" + Route.name((InetSocketAddress) address);
        assertEquals(expected, found);
    }

    @Test
    void proxyThatIsNoneIsRefusedWithoutItsPassword() {
        for (String proxy :
                new String[] {"https://me:secret@p:1", "http://me:secret@", "http://me:secret@ :1", ":::"}) {
            var failure = assertThrows(
                    IllegalArgumentException.class, () -> SocketTransport.proxiesOf(Map.of("HTTP_PROXY", proxy)));
            assertFalse(failure.getMessage().contains("secret"), failure.getMessage());
            assertEquals(null, failure.getCause());
        }
        var none = SocketTransport.proxiesOf(Map.of("HTTP_PROXY", " ", "NO_PROXY", "*"));
        assertEquals(List.of(Proxy.NO_PROXY), none.select(URI.create("http://example.com")));
    }
}
