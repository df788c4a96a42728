package io.github.openrouterjava.http;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.exactly;
import static io.github.openrouterjava.http.Exchanges.failureOf;
import static io.github.openrouterjava.http.Exchanges.get;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.in;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.rest;
import static io.github.openrouterjava.http.Exchanges.some;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JdkHttpTransportTest {
    private static final JdkHttpTransport TRANSPORT = JdkHttpTransport.create(Duration.ofMinutes(1));

    @AfterAll
    static void close() {
        TRANSPORT.close();
    }

    @Nested
    class KeepsToTheExchange extends ExchangeContract {
        @Override
        Transport transport() {
            return TRANSPORT;
        }
    }

    @Nested
    class Closes extends CloseContract {
        @Override
        Transport transport() {
            return TRANSPORT;
        }

        @Override
        AutoCloseable fresh() {
            return JdkHttpTransport.create(SOON);
        }
    }

    private static IOException failureOfHead(URI uri) {
        try (var exchange = TRANSPORT.open(post(uri, "the body"))) {
            return assertThrows(IOException.class, () -> head(exchange));
        }
    }

    @Test
    void unknownHostIsNamed() {
        var failure = failureOfHead(URI.create("http://no-such-host.invalid/api"));
        assertEquals("no such host: no-such-host.invalid", failure.getMessage());
    }

    @Test
    void refusedConnectionNamesHostAndPort() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var failure = failureOfHead(URI.create("http://127.0.0.1:" + port));
        assertEquals("no connection to 127.0.0.1:" + port + ": Connection refused", failure.getMessage());
    }

    @Test
    void serverWithoutTlsIsNamedAndTheCauseKept() throws Exception {
        try (var server = RawServer.answering(connection -> {
            connection.send("what?\r\n\r\n");
            connection.awaitClosedByPeer(SOON);
        })) {
            var failure = failureOfHead(URI.create("https://127.0.0.1:" + server.port()));
            assertTrue(
                    failure.getMessage().startsWith("no TLS connection with 127.0.0.1:" + server.port() + ": "),
                    failure.getMessage());
            assertNotNull(failure.getCause());
        }
    }

    @Test
    void connectionClosedWithoutAnAnswer() throws Exception {
        try (var server = RawServer.answering(RawServer.Connection::readRequest)) {
            assertEquals(
                    "the server 127.0.0.1:" + server.port() + " closed the connection without an answer",
                    failureOfHead(server.uri("/")).getMessage());
        }
    }

    @Test
    void connectionResetWithoutAnAnswer() throws Exception {
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            assertEquals(
                    "no answer from 127.0.0.1:" + server.port() + ": Connection reset",
                    failureOfHead(server.uri("/")).getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0 secret\r\n", "HTTP/1.1 200 OK\r\nSet-Cookie: secret", "HTTP/1.1 2"})
    void answerThatIsNotHttpIsNotQuoted(String answer) throws Exception {
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(answer);
        })) {
            for (Throwable e = failureOfHead(server.uri("/")); e != null; e = e.getCause()) {
                assertFalse(String.valueOf(e.getMessage()).contains("secret"), e.toString());
            }
        }
    }

    @Test
    void connectDeadlineHoldsWhileTheTlsHandshakeHangs() throws Exception {
        try (var server = RawServer.answering(connection -> connection.awaitClosedByPeer(SOON));
                var exchange = TRANSPORT.open(post(URI.create("https://127.0.0.1:" + server.port()), "hello"))) {
            var failure =
                    assertThrows(DeadlineException.class, () -> exchange.head(in(Duration.ofMillis(300)), in(SOON)));
            assertTrue(failure.connecting());
        }
    }

    @Test
    void connectDeadlineHoldsWhileTcpConnectHangs() throws Exception {
        try (var full = new FullServer();
                var exchange = TRANSPORT.open(post(full.uri(), "hello"))) {
            var failure =
                    assertThrows(DeadlineException.class, () -> exchange.head(in(Duration.ofMillis(300)), in(SOON)));
            assertTrue(failure.connecting());
        }
    }

    @Test
    void connectDeadlineIsOverOnceTheRequestIsOut() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.awaitClosedByPeer(SOON);
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), "hello"))) {
            var failure = assertThrows(
                    DeadlineException.class,
                    () -> exchange.head(in(Duration.ofSeconds(2)), in(Duration.ofMillis(2200))));
            assertFalse(failure.connecting());
        }
    }

    @Test
    void clientsConnectTimeoutHoldsForARequestWithoutBody() throws Exception {
        try (var full = new FullServer();
                var transport = JdkHttpTransport.create(Duration.ofMillis(300));
                var exchange = transport.open(get(full.uri()))) {
            assertTrue(
                    assertThrows(DeadlineException.class, () -> head(exchange)).connecting());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Content-Length", "connection", "Upgrade", "Expect"})
    void fieldOfTheClientsOwnIsRefusedByName(String name) {
        var request = new HttpRequest("GET", URI.create("http://localhost"), Headers.of(name, "12"), new byte[0]);
        var failure = assertThrows(IllegalArgumentException.class, () -> TRANSPORT.open(request));
        assertTrue(failure.getMessage().contains("'" + name + "'"), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: b", "sk-\u0001", "sk-\u007f", "\u00dcbersetzer", "\u2713", "\ud83d\ude00"})
    void valueThatIsNotPrintableAsciiIsRefusedAndNotShown(String value) {
        var failure = assertThrows(IllegalArgumentException.class, () -> Headers.of("Authorization", value));
        assertEquals(
                "the value of header 'Authorization' holds a character that is not printable ASCII",
                failure.getMessage());
        assertEquals(null, failure.getCause());
        assertEquals(
                " a\tb~", Headers.of("X-Title", " a\tb~").fields().getFirst().value());
    }

    @Test
    void answersFieldThatIsNotAsciiBreaksNothing() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection
                            .write(RawServer.head(200, "X-Odd", "caf\u00e9!", "Content-Length", "2")
                                    .getBytes(ISO_8859_1))
                            .send("ok");
                });
                var exchange = TRANSPORT.open(get(server.uri("/")))) {
            assertEquals("caf?!", head(exchange).headers().first("X-Odd"));
            assertEquals("ok", rest(exchange));
        }
    }

    @Test
    void redirectIsNotFollowed() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(302, "Location", "/elsewhere", "Content-Length", "0"));
                });
                var exchange = TRANSPORT.open(get(server.uri("/")))) {
            assertEquals(302, head(exchange).status());
        }
    }

    @Test
    void clientOfTheUserIsUsedAndLeftOpen() throws Exception {
        var target = new CompletableFuture<String>();
        try (var proxy = RawServer.answering(connection -> {
                    target.complete(connection.readRequest().target());
                    connection.send(RawServer.head(204));
                });
                var client = HttpClient.newBuilder()
                        .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                        .build()) {
            var transport = JdkHttpTransport.over(client);
            try (var exchange = transport.open(get(URI.create("http://example.invalid/x")))) {
                assertEquals(204, head(exchange).status());
            }
            assertEquals("http://example.invalid/x", target.get(5, TimeUnit.SECONDS));
            transport.close();
            assertFalse(client.isTerminated());
            var request = get(URI.create("http://example.invalid/x"));
            var failure = assertThrows(IllegalStateException.class, () -> transport.open(request));
            assertEquals("the client is closed", failure.getMessage());
        }
    }

    @Test
    void failureNamesTheProxy() throws Exception {
        try (var proxy = RawServer.answering(RawServer.Connection::readRequest);
                var client = HttpClient.newBuilder()
                        .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())))
                        .build();
                var exchange = JdkHttpTransport.over(client).open(get(URI.create("http://example.invalid/x")))) {
            var failure = assertThrows(IOException.class, () -> head(exchange));
            assertEquals(
                    "the server example.invalid:80 by the proxy 127.0.0.1:" + proxy.port()
                            + " closed the connection without an answer",
                    failure.getMessage());
        }
    }

    @Test
    void closingTheTransportEndsItsExchanges() throws Exception {
        var serverSawTheEnd = new CompletableFuture<Boolean>();
        var transport = JdkHttpTransport.create(SOON);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.write(chunkedHead()).send(chunk("first"));
                    serverSawTheEnd.complete(connection.awaitClosedByPeer(SOON));
                });
                var exchange = transport.open(post(server.uri("/"), "hello"))) {
            head(exchange);
            assertEquals("first", exactly(exchange, 5));
            var failure = failureOf(() -> some(exchange));
            transport.close();
            assertInstanceOf(IOException.class, failure.get(5, TimeUnit.SECONDS));
            assertTrue(serverSawTheEnd.get(15, TimeUnit.SECONDS));
        }
    }

    /** What a user's program may look like. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws IOException {
            var transport = JdkHttpTransport.create(SOON);
            var exchange = transport.open(get(URI.create(arguments[0])));
            if (head(exchange).status() != 200 || !rest(exchange).equals("ok")) {
                throw new IllegalStateException("not the answer");
            }
        }
    }

    @Test
    void jvmEndsAfterMainWithNothingClosed() throws Exception {
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(RawServer.head(200, "Content-Length", "2") + "ok");
            connection.awaitClosedByPeer(Duration.ofSeconds(30));
        })) {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            String classes = root(JdkHttpTransport.class) + File.pathSeparator + root(Main.class);
            Process process = new ProcessBuilder(
                            java,
                            "-cp",
                            classes,
                            Main.class.getName(),
                            server.uri("/").toString())
                    .inheritIO()
                    .start();
            try {
                assertTrue(process.waitFor(15, TimeUnit.SECONDS), "still running");
                assertEquals(0, process.exitValue());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    /** The folder that a class was loaded from. */
    private static String root(Class<?> type) throws Exception {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = Path.of(type.getResource("/" + name).toURI());
        return file.toString().substring(0, file.toString().length() - name.length());
    }
}
