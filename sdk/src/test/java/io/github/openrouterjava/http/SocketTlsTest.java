package io.github.openrouterjava.http;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.RawServer.lastChunk;
import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.exactly;
import static io.github.openrouterjava.http.Exchanges.failureOf;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.in;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.rest;
import static io.github.openrouterjava.http.Exchanges.some;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SocketTlsTest {
    private static final String LARGE = "0123456789".repeat(3_000_000);

    @TempDir
    private static Path folder;

    private static SSLContext context;
    private static SocketTransport transport;

    @BeforeAll
    static void makeKeys() throws Exception {
        context = TlsKeys.make(folder, "good", "-ext", "san=ip:127.0.0.1");
        transport = SocketTransport.builder().sslContext(context).build();
    }

    @AfterAll
    static void close() {
        transport.close();
    }

    @Nested
    class KeepsToTheExchange extends ExchangeContract {
        @Override
        Transport transport() {
            return transport;
        }

        @Override
        RawServer answering(RawServer.Script script) throws IOException {
            return TlsKeys.answering(context, script);
        }
    }

    @Nested
    class Closes extends CloseContract {
        @Override
        Transport transport() {
            return transport;
        }

        @Override
        AutoCloseable fresh() {
            return SocketTransport.builder().sslContext(context).build();
        }

        @Override
        RawServer answering(RawServer.Script script) throws IOException {
            return TlsKeys.answering(context, script);
        }
    }

    private static Exchange open(int port) {
        return transport.open(post(URI.create("https://127.0.0.1:" + port + "/"), "hello"));
    }

    /** Checks that no request comes through, and gives what is told instead. */
    private static String refusal(RawServer server, Transport client) {
        try (var exchange = client.open(post(server.uri("/"), "hello"))) {
            var failure = assertThrows(SSLException.class, () -> head(exchange));
            assertInstanceOf(IOException.class, failure.getCause());
            String start = "no TLS connection with 127.0.0.1:" + server.port() + ": ";
            assertTrue(failure.getMessage().startsWith(start), failure.getMessage());
            return failure.getMessage().substring(start.length());
        }
    }

    private static void refuseRequests(RawServer.Connection connection) throws IOException {
        connection.readRequest();
        throw new AssertionError("a request came through");
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        SSLContext other = TlsKeys.make(folder, "other", "-ext", "san=ip:127.0.0.2,dns:other.test");
        try (var server = TlsKeys.answering(other, SocketTlsTest::refuseRequests);
                var client = SocketTransport.builder().sslContext(other).build()) {
            String why = refusal(server, client);
            assertTrue(why.contains("127.0.0.1"), why);
        }
    }

    @Test
    void certificateOfThePastIsRefused() throws Exception {
        SSLContext old = TlsKeys.makeSigned(
                folder, "old", "-ext", "san=ip:127.0.0.1", "-startdate", "2001/01/01 00:00:00", "-validity", "30");
        try (var server = TlsKeys.answering(old, SocketTlsTest::refuseRequests);
                var client = SocketTransport.builder().sslContext(old).build()) {
            String why = refusal(server, client);
            assertTrue(why.contains("expired") || why.contains("validity"), why);
        }
    }

    @Test
    void unknownCertificateIsRefused() throws Exception {
        try (var server = TlsKeys.answering(context, SocketTlsTest::refuseRequests);
                var client = new SocketTransport()) {
            String why = refusal(server, client);
            assertTrue(why.contains("PKIX") || why.contains("trust"), why);
        }
    }

    @Test
    void serverWithoutACommonCipherIsRefused() throws Exception {
        SSLServerSocket socket = TlsKeys.listen(context);
        // A cipher for keys of another kind than the server's certificate.
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        try (var server = RawServer.over(socket, SocketTlsTest::refuseRequests)) {
            String why = refusal(server, transport);
            assertTrue(why.contains("handshake_failure"), why);
        }
    }

    @Test
    void serverWithoutTlsIsRefused() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.send("what?\r\n\r\n");
                    connection.awaitClosedByPeer(SOON);
                });
                var exchange = open(server.port())) {
            var failure = assertThrows(SSLException.class, () -> head(exchange));
            assertTrue(
                    failure.getMessage().startsWith("no TLS connection with 127.0.0.1:" + server.port() + ": "),
                    failure.getMessage());
        }
    }

    @Test
    void olderTlsIsSpokenToo() throws Exception {
        SSLServerSocket socket = TlsKeys.listen(context);
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        try (var server = RawServer.over(socket, connection -> {
            for (; ; ) {
                connection.readRequest();
                connection.send(chunkedHead() + chunk("older") + lastChunk());
            }
        })) {
            for (int i = 0; i < 3; i++) {
                try (var exchange = open(server.port())) {
                    head(exchange);
                    assertEquals("older", rest(exchange));
                }
            }
            assertEquals(1, server.connections());
        }
    }

    @Test
    void answerBeforeTheRequestIsWholeIsRead() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = TlsKeys.answering(context, connection -> {
                    connection.send(RawServer.head(413, "Content-Length", "5") + "large");
                    over.await(10, TimeUnit.SECONDS);
                });
                var exchange = transport.open(post(server.uri("/"), LARGE))) {
            assertEquals(413, head(exchange).status());
            assertEquals("large", rest(exchange));
            over.countDown();
        }
    }

    @Test
    void announcementDoesNotEndTheRequest() throws Exception {
        try (var server = TlsKeys.answering(context, connection -> {
                    connection.send(RawServer.head(102));
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", "5") + "taken");
                });
                var exchange = transport.open(post(server.uri("/"), LARGE))) {
            assertEquals(200, head(exchange).status());
            assertEquals("taken", rest(exchange));
        }
    }

    @Test
    void deadlineHoldsAgainstARecordThatDrips() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = TlsKeys.answering(context, connection -> {
                    connection.readRequest();
                    connection.send(chunkedHead() + chunk("early"));
                    assertTrue(go.await(10, TimeUnit.SECONDS));
                    connection.send(chunk("late".repeat(1000)));
                    connection.awaitClosedByPeer(SOON);
                });
                var relay = new Relay(server.port());
                var exchange = open(relay.port())) {
            head(exchange);
            assertEquals("early", exactly(exchange, 5));
            relay.hold();
            go.countDown();
            var failure = failureOf(() -> exchange.read(new byte[100], 0, 100, in(Duration.ofMillis(400))));
            for (int i = 0; i < 1000 && !failure.isDone(); i++) {
                relay.allow(1);
                try {
                    failure.get(10, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
            assertInstanceOf(DeadlineException.class, failure.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void connectDeadlineHoldsAgainstAHandshakeThatDrips() throws Exception {
        try (var server = TlsKeys.answering(context, RawServer.Connection::readRequest);
                var relay = new Relay(server.port());
                var exchange = open(relay.port())) {
            relay.hold();
            var failure = failureOf(() -> exchange.head(in(Duration.ofMillis(400)), in(SOON)));
            for (int i = 0; i < 1000 && !failure.isDone(); i++) {
                relay.allow(1);
                try {
                    failure.get(10, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
            var late = assertInstanceOf(DeadlineException.class, failure.get(5, TimeUnit.SECONDS));
            assertTrue(late.connecting());
        }
    }

    @Test
    void cutWithoutTheEndOfTheSessionIsNoEnd() throws Exception {
        try (var server = TlsKeys.answering(context, connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200) + "to the end?");
                    connection.awaitClosedByPeer(SOON);
                });
                var relay = new Relay(server.port());
                var exchange = open(relay.port())) {
            head(exchange);
            assertEquals("to the end?", exactly(exchange, 11));
            relay.cut();
            var failure = assertThrows(IOException.class, () -> some(exchange));
            assertEquals(
                    "the body from 127.0.0.1:" + relay.port()
                            + " was cut off: the connection ended without the end of its TLS session",
                    failure.getMessage());
        }
    }

    @Test
    void cutInTheMiddleOfARecordIsNoEnd() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = TlsKeys.answering(context, connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200) + "whole");
                    assertTrue(go.await(10, TimeUnit.SECONDS));
                    connection.send("half");
                    connection.awaitClosedByPeer(SOON);
                });
                var relay = new Relay(server.port());
                var exchange = open(relay.port())) {
            head(exchange);
            assertEquals("whole", exactly(exchange, 5));
            relay.hold();
            go.countDown();
            relay.pass(7);
            relay.cut();
            var failure = assertThrows(IOException.class, () -> some(exchange));
            assertFalse(failure instanceof DeadlineException);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "interrupt", "deadline"})
    void writeThatNobodyReadsIsEnded(String by) throws Exception {
        var reached = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        var seen = new CompletableFuture<Boolean>();
        try (var server = TlsKeys.answering(context, connection -> {
            connection.send(RawServer.head(102)); // the handshake is behind us
            reached.countDown();
            over.await(10, TimeUnit.SECONDS);
            seen.complete(connection.awaitClosedByPeer(SOON));
        })) {
            var exchange = transport.open(post(server.uri("/"), LARGE));
            var failure = new CompletableFuture<Throwable>();
            long deadline = by.equals("deadline") ? in(Duration.ofMillis(500)) : Exchange.NEVER;
            Thread thread = Thread.ofPlatform()
                    .start(() -> failure.complete(
                            assertThrows(IOException.class, () -> exchange.head(Exchange.NEVER, deadline))));
            assertTrue(reached.await(10, TimeUnit.SECONDS));
            switch (by) {
                case "close" -> exchange.close();
                case "interrupt" -> thread.interrupt();
                default -> assertFalse(failure.isDone());
            }
            Throwable ended = failure.get(5, TimeUnit.SECONDS);
            switch (by) {
                case "close" -> assertEquals("closed", ended.getMessage());
                case "interrupt" -> assertInstanceOf(InterruptedIOException.class, ended);
                default ->
                    assertFalse(assertInstanceOf(DeadlineException.class, ended).connecting());
            }
            over.countDown();
            assertTrue(seen.get(15, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closeDoesNotWaitForTheReader(boolean virtual) throws Exception {
        var seen = new CompletableFuture<Boolean>();
        try (var server = TlsKeys.answering(context, connection -> {
            connection.readRequest();
            connection.send(chunkedHead() + chunk("first"));
            seen.complete(connection.awaitClosedByPeer(SOON));
        })) {
            var exchange = open(server.port());
            head(exchange);
            assertEquals("first", exactly(exchange, 5));
            var failure = new CompletableFuture<Throwable>();
            var builder = virtual ? Thread.ofVirtual() : Thread.ofPlatform();
            Thread reader = builder.start(() -> failure.complete(
                    assertThrows(IOException.class, () -> exchange.read(new byte[9], 0, 9, in(SOON)))));
            while (reader.getState() == Thread.State.NEW) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            exchange.close();
            assertTrue(System.nanoTime() - start < 2_000_000_000L);
            assertEquals("closed", failure.get(5, TimeUnit.SECONDS).getMessage());
            assertTrue(seen.get(15, TimeUnit.SECONDS));
        }
    }
}
