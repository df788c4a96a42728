package io.github.openrouterjava.http;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.RawServer.lastChunk;
import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.exactly;
import static io.github.openrouterjava.http.Exchanges.get;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.in;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.rest;
import static io.github.openrouterjava.http.Exchanges.some;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.openrouterjava.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SocketTransportTest {
    private static final SocketTransport TRANSPORT = new SocketTransport();
    private static final String LARGE = "0123456789".repeat(3_000_000);

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
            return new SocketTransport();
        }
    }

    private static IOException failureOfHead(URI uri) {
        try (var exchange = TRANSPORT.open(post(uri, "the body"))) {
            var failure = assertThrows(IOException.class, () -> head(exchange));
            assertEquals(failure, assertThrows(IOException.class, () -> head(exchange)));
            return failure;
        }
    }

    /** The message of what a server's answer to a request leads to, the server named HERE. */
    private static String failureAfter(String answer) throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(answer);
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), "hello"))) {
            var failure = assertThrows(IOException.class, () -> {
                head(exchange);
                rest(exchange);
            });
            return failure.getMessage().replace("127.0.0.1:" + server.port(), "HERE");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the server HERE closed the connection without an answer",
                "HTTP/1.1 200 OK;A: b|the server HERE closed the connection within its answer's head",
                "HTTP/1.1 102 Wait;;|the server HERE closed the connection within its answer's head",
                "SSH-2.0-x;;|the answer of HERE is not valid HTTP: it does not begin with a status line of HTTP/1.1",
                "HTTP/1.1 101 Other;;|the answer of HERE is not valid HTTP: it changes the protocol,"
                        + " or announces itself too often",
                "HTTP/1.1 200 OK;Content-Encoding: gzip;;|the answer of HERE can't be read: its body is coded as gzip, which was"
                        + " not asked for",
                "HTTP/1.1 200 OK;Content-Length: 9;;12345|the body from HERE was cut off: the connection ended 4"
                        + " bytes short",
                "HTTP/1.1 200 OK;Transfer-Encoding: chunked;;x|the body from HERE was cut off, it is not valid HTTP:"
                        + " a chunk's size is no number",
            })
    void brokenAnswerIsNamed(String answer, String message) throws Exception {
        assertEquals(message, failureAfter(answer.replace(";", "\r\n")));
    }

    @Test
    void endlessAnnouncementsAreRefused() throws Exception {
        String message = failureAfter("HTTP/1.1 103 Early\r\n\r\n".repeat(100));
        assertTrue(message.contains("announces itself too often"), message);
    }

    @Test
    void answerIsWholeHoweverItIsSplit() throws Exception {
        String answer = RawServer.head(103) + RawServer.head(200, "A", "b", "Transfer-Encoding", "chunked")
                + "5\r\nhello\r\n3;x\r\n, y\r\n0\r\nT: z\r\n\r\n";
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        var split = new int[1];
        try (var server = RawServer.answering(connection -> {
            for (; ; ) {
                connection.readRequest();
                if (split[0] == 0) {
                    for (byte b : bytes) {
                        connection.write(new byte[] {b}).flush();
                    }
                } else {
                    connection.send(answer.substring(0, split[0]));
                    connection.send(answer.substring(split[0]));
                }
            }
        })) {
            for (; split[0] < bytes.length; split[0]++) {
                try (var exchange = TRANSPORT.open(post(server.uri("/"), "hello"))) {
                    assertEquals("b", head(exchange).headers().first("a"));
                    assertEquals("hello, y", rest(exchange));
                }
            }
            assertEquals(1, server.connections());
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
    void connectDeadlineHoldsWhileTlsHandshakeHangs() throws Exception {
        try (var server = RawServer.answering(connection -> connection.awaitClosedByPeer(SOON));
                var exchange = TRANSPORT.open(post(URI.create("https://127.0.0.1:" + server.port()), "hello"))) {
            var failure =
                    assertThrows(DeadlineException.class, () -> exchange.head(in(Duration.ofMillis(300)), in(SOON)));
            assertTrue(failure.connecting());
        }
    }

    @Test
    void deadlineEndsAWriteThatNobodyReads() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> over.await(10, TimeUnit.SECONDS));
                var exchange = TRANSPORT.open(post(server.uri("/"), LARGE))) {
            long start = System.nanoTime();
            var failure =
                    assertThrows(DeadlineException.class, () -> exchange.head(in(SOON), in(Duration.ofMillis(300))));
            assertTrue(System.nanoTime() - start < 5_000_000_000L);
            assertFalse(failure.connecting());
            over.countDown();
        }
    }

    @Test
    void deadlineEndsTheConnectionAndNoOther() throws Exception {
        var seen = new CompletableFuture<Boolean>();
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send("HTTP/1.1 20");
                    seen.complete(connection.awaitClosedByPeer(SOON));
                });
                var other = RawServer.answering(connection -> {
                    connection.readRequest();
                    assertTrue(seen.get(10, TimeUnit.SECONDS));
                    connection.send("HTTP/1.1 204 No Content\r\n\r\n");
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), "hello"));
                var patient = TRANSPORT.open(post(other.uri("/"), "hello"))) {
            assertThrows(DeadlineException.class, () -> exchange.head(in(SOON), in(Duration.ofMillis(100))));
            assertEquals(204, head(patient).status());
        }
    }

    @Test
    void deadlineMayComeCloserFromReadToRead() throws Exception {
        var seen = new CompletableFuture<Boolean>();
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(chunkedHead() + chunk("first"));
                    seen.complete(connection.awaitClosedByPeer(SOON));
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), "hello"))) {
            head(exchange);
            assertEquals(5, exchange.read(new byte[9], 0, 9, in(Duration.ofMinutes(5))));
            long start = System.nanoTime();
            assertThrows(DeadlineException.class, () -> exchange.read(new byte[9], 0, 9, in(Duration.ofMillis(300))));
            long took = System.nanoTime() - start;
            assertTrue(took >= 300_000_000 && took < 5_000_000_000L, took + " ns");
            assertTrue(seen.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void deadlineComesWhileAllThreadsOfTheCommonPoolWait() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> connection.awaitClosedByPeer(SOON));
                var exchange = TRANSPORT.open(post(server.uri("/"), "hello"))) {
            for (int i = 0; i < 100; i++) {
                ForkJoinPool.commonPool().execute(() -> {
                    try {
                        over.await();
                    } catch (InterruptedException e) {
                        return; // the test is over
                    }
                });
            }
            assertThrows(DeadlineException.class, () -> exchange.head(in(SOON), in(Duration.ofMillis(100))));
        } finally {
            over.countDown();
        }
    }

    @Test
    void deadlineMovesOnFromReadToRead() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(chunkedHead());
                    for (int i = 0; i < 20; i++) {
                        connection.send(chunk("piece"));
                        assertFalse(connection.awaitClosedByPeer(Duration.ofMillis(50)));
                    }
                    connection.send(lastChunk());
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), "hello"))) {
            head(exchange);
            var text = new ByteArrayOutputStream();
            byte[] to = new byte[9];
            for (int n = 0; n >= 0; n = exchange.read(to, 0, 9, in(Duration.ofMillis(600)))) {
                text.write(to, 0, n);
            }
            assertEquals("piece".repeat(20), text.toString(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answerBeforeTheRequestIsWholeIsRead(boolean serverLeaves) throws Exception {
        var over = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.send(RawServer.head(413, "Content-Length", "5") + "large");
                    if (!serverLeaves) {
                        connection.read(8 << 20);
                        over.await(10, TimeUnit.SECONDS);
                    }
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), LARGE))) {
            assertEquals(413, head(exchange).status());
            assertEquals("large", rest(exchange));
            over.countDown();
            try (var next = TRANSPORT.open(get(server.uri("/")))) {
                assertEquals(413, head(next).status());
            }
            assertEquals(2, server.connections());
        }
    }

    @Test
    void announcementDoesNotEndTheRequest() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.send(RawServer.head(102));
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", "5") + "taken");
                });
                var exchange = TRANSPORT.open(post(server.uri("/"), LARGE))) {
            assertEquals(200, head(exchange).status());
            assertEquals("taken", rest(exchange));
        }
    }

    @ParameterizedTest
    @CsvSource({"false,connect", "true,connect", "false,write", "true,write", "false,head", "true,head", "false,body"})
    void interruptWakesThreadsOfBothKinds(boolean virtual, String where) throws Exception {
        var reached = new CountDownLatch(1);
        var seen = new CompletableFuture<Boolean>();
        var over = new CountDownLatch(1);
        try (var full = new FullServer();
                var server = RawServer.answering(connection -> {
                    if (where.equals("write")) {
                        reached.countDown();
                        over.await(10, TimeUnit.SECONDS);
                    } else {
                        connection.readRequest();
                        connection.send(where.equals("body") ? chunkedHead() : RawServer.head(102));
                        reached.countDown();
                    }
                    seen.complete(connection.awaitClosedByPeer(SOON));
                });
                var exchange = TRANSPORT.open(post(
                        where.equals("connect") ? full.uri() : server.uri("/"),
                        where.equals("write") ? LARGE : "hello"))) {
            var failure = new CompletableFuture<Throwable>();
            var interrupted = new CompletableFuture<Boolean>();
            var builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
            Thread thread = builder.start(() -> {
                try {
                    head(exchange);
                    some(exchange);
                } catch (Throwable e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                    failure.complete(e);
                }
            });
            if (!where.equals("connect")) {
                assertTrue(reached.await(10, TimeUnit.SECONDS));
            }
            thread.interrupt();
            assertInstanceOf(InterruptedIOException.class, failure.get(5, TimeUnit.SECONDS));
            assertTrue(interrupted.get(5, TimeUnit.SECONDS));
            over.countDown();
            if (!where.equals("connect")) {
                assertTrue(seen.get(15, TimeUnit.SECONDS));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closeWakesThreadsOfBothKinds(boolean virtual) throws Exception {
        var seen = new CompletableFuture<Boolean>();
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(chunkedHead() + chunk("first"));
            seen.complete(connection.awaitClosedByPeer(SOON));
        })) {
            var exchange = TRANSPORT.open(post(server.uri("/"), "hello"));
            head(exchange);
            assertEquals("first", exactly(exchange, 5));
            var failure = new CompletableFuture<Throwable>();
            var begun = new CountDownLatch(1);
            var builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
            builder.start(() -> {
                begun.countDown();
                failure.complete(assertThrows(IOException.class, () -> exchange.read(new byte[9], 0, 9, in(SOON))));
            });
            assertTrue(begun.await(5, TimeUnit.SECONDS));
            // Long enough for the reader to wait in almost every run; it must end in any case.
            assertThrows(TimeoutException.class, () -> failure.get(50, TimeUnit.MILLISECONDS));
            exchange.close();
            assertEquals("closed", failure.get(5, TimeUnit.SECONDS).getMessage());
            assertTrue(seen.get(15, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Content-Length", "connection", "Upgrade", "Expect", "Transfer-Encoding"})
    void fieldOfTheTransportsOwnIsRefusedByName(String name) {
        var request = new HttpRequest("GET", URI.create("http://localhost"), Headers.of(name, "12"), new byte[0]);
        var failure = assertThrows(IllegalArgumentException.class, () -> TRANSPORT.open(request));
        assertTrue(failure.getMessage().contains("'" + name + "'"), failure.getMessage());
    }

    @Test
    void nothingElseThanARequestCanBeWritten() {
        for (String method : new String[] {"", "GET / HTTP/1.1\r\nX:", "G T"}) {
            var request = new HttpRequest(method, URI.create("http://localhost"), Headers.NONE, new byte[0]);
            assertThrows(IllegalArgumentException.class, () -> TRANSPORT.open(request));
        }
        for (String uri : new String[] {"ftp://localhost", "/path", "http:///path", "mailto:a@b"}) {
            assertThrows(IllegalArgumentException.class, () -> TRANSPORT.open(get(URI.create(uri))));
        }
    }

    @Test
    void requestTargetIsInAscii() throws Exception {
        var seen = new CompletableFuture<RawServer.Request>();
        try (var server = RawServer.answering(connection -> {
                    seen.complete(connection.readRequest());
                    connection.send(RawServer.head(204));
                });
                var exchange =
                        TRANSPORT.open(new HttpRequest("GET", server.uri("/a/ü?q=ß#no"), Headers.NONE, new byte[0]))) {
            head(exchange);
            var request = seen.get(10, TimeUnit.SECONDS);
            assertEquals("/a/%C3%BC?q=%C3%9F", request.target());
            assertEquals(null, request.headers().first("content-length"));
            assertEquals(null, request.headers().first("accept-encoding"));
        }
    }

    @Test
    void addressOfIpv6IsReached() throws Exception {
        ServerSocket socket;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getByName("::1"));
        } catch (IOException e) {
            assumeTrue(false, "this machine has no IPv6");
            return;
        }
        var host = new CompletableFuture<String>();
        try (var server = RawServer.over(socket, connection -> {
                    host.complete(connection.readRequest().headers().first("host"));
                    connection.send(RawServer.head(204));
                });
                var exchange = TRANSPORT.open(get(URI.create("http://[::1]:" + server.port())))) {
            assertEquals(204, head(exchange).status());
            assertEquals("[::1]:" + server.port(), host.get(5, TimeUnit.SECONDS));
        }
    }
}
