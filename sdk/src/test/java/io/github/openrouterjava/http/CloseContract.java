package io.github.openrouterjava.http;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.exactly;
import static io.github.openrouterjava.http.Exchanges.failureOf;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.rest;
import static io.github.openrouterjava.http.Exchanges.some;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How every transport over real sockets ends an exchange early, seen from both ends of the connection. */
@Timeout(60)
abstract class CloseContract {
    private final CompletableFuture<Boolean> serverSawTheEnd = new CompletableFuture<>();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch closedHere = new CountDownLatch(1);

    abstract Transport transport();

    /** One of its own, for a test that closes it. */
    abstract AutoCloseable fresh();

    /** A server of the kind that the transport is held against. */
    RawServer answering(RawServer.Script script) throws IOException {
        return RawServer.answering(script);
    }

    private Exchange open(RawServer server) {
        return transport().open(post(server.uri("/"), "hello"));
    }

    /** Says that the test may go on, and watches for the client's leaving. */
    private void watch(RawServer.Connection connection) throws IOException {
        reached.countDown();
        serverSawTheEnd.complete(connection.awaitClosedByPeer(SOON));
    }

    private RawServer silentServer() throws IOException {
        return answering(connection -> {
            connection.readRequest();
            watch(connection);
        });
    }

    private RawServer serverThatStopsInTheBody() throws IOException {
        return answering(connection -> {
            connection.readRequest();
            connection.write(chunkedHead()).send(chunk("first"));
            watch(connection);
        });
    }

    private void awaitReached() throws InterruptedException {
        assertTrue(reached.await(10, TimeUnit.SECONDS));
    }

    private void assertServerSawTheEnd() throws Exception {
        assertTrue(serverSawTheEnd.get(15, TimeUnit.SECONDS), "the connection stayed open");
    }

    private static void assertClosed(CompletableFuture<Throwable> failure) throws Exception {
        var closed = assertInstanceOf(IOException.class, failure.get(5, TimeUnit.SECONDS));
        assertEquals("closed", closed.getMessage());
    }

    @Test
    void closedBeforeTheHeadNothingIsSent() throws Exception {
        try (var server = silentServer()) {
            var exchange = open(server);
            exchange.close();
            exchange.close();
            assertEquals(
                    "closed",
                    assertThrows(IOException.class, () -> head(exchange)).getMessage());
            assertEquals(0, server.connections());
        }
    }

    @Test
    void closedWhileConnecting() throws Exception {
        // The TCP connection stands, the TLS handshake never ends.
        try (var server = RawServer.answering(this::watch)) {
            var exchange = transport().open(post(URI.create("https://127.0.0.1:" + server.port()), "hello"));
            var failure = failureOf(() -> head(exchange));
            awaitReached();
            exchange.close();
            assertClosed(failure);
            assertServerSawTheEnd();
        }
    }

    @Test
    void closedWhileWaitingForTheHead() throws Exception {
        try (var server = silentServer()) {
            var exchange = open(server);
            var failure = failureOf(() -> head(exchange));
            awaitReached();
            exchange.close();
            assertClosed(failure);
            assertServerSawTheEnd();
        }
    }

    @Test
    void closedWhileTheRequestIsBeingSent() throws Exception {
        try (var server = answering(connection -> {
            reached.countDown();
            // It reads nothing until the client's close has come back as a failure.
            closedHere.await(10, TimeUnit.SECONDS);
            serverSawTheEnd.complete(connection.awaitClosedByPeer(SOON));
        })) {
            var exchange = transport().open(post(server.uri("/"), "0123456789".repeat(3_000_000)));
            var failure = failureOf(() -> head(exchange));
            awaitReached();
            exchange.close();
            assertClosed(failure);
            closedHere.countDown();
            assertServerSawTheEnd();
        }
    }

    @Test
    void closedBetweenHeadAndBody() throws Exception {
        try (var server = serverThatStopsInTheBody()) {
            var exchange = open(server);
            head(exchange);
            awaitReached();
            exchange.close();
            assertServerSawTheEnd();
            assertEquals(
                    "closed",
                    assertThrows(IOException.class, () -> some(exchange)).getMessage());
        }
    }

    @Test
    void closedInTheBody() throws Exception {
        try (var server = serverThatStopsInTheBody()) {
            var exchange = open(server);
            head(exchange);
            assertEquals("first", exactly(exchange, 5));
            var failure = failureOf(() -> some(exchange));
            awaitReached();
            exchange.close();
            assertClosed(failure);
            assertServerSawTheEnd();
        }
    }

    @Test
    void closedByTheServerSendingAsFastAsItCan() throws Exception {
        try (var server = answering(connection -> {
            connection.readRequest();
            connection.send(RawServer.head(200));
            reached.countDown();
            try {
                byte[] block = new byte[100_000];
                for (; ; ) {
                    connection.write(block).flush();
                }
            } catch (IOException e) {
                serverSawTheEnd.complete(true);
            }
        })) {
            var exchange = open(server);
            head(exchange);
            awaitReached();
            exchange.close();
            assertServerSawTheEnd();
        }
    }

    @Test
    void closedAfterTheEndIsNoFailure() throws Exception {
        try (var server = answering(connection -> {
            connection.readRequest();
            connection.send(RawServer.head(200, "Content-Length", "2") + "ok");
            connection.readRequest();
            connection.send(RawServer.head(204));
        })) {
            var exchange = open(server);
            head(exchange);
            assertEquals("ok", rest(exchange));
            exchange.close();
            exchange.close();
            try (var next = open(server)) {
                assertEquals(204, head(next).status());
            }
            assertEquals(1, server.connections());
        }
    }

    @Test
    void interruptedWhileWaitingForTheHead() throws Exception {
        try (var server = silentServer()) {
            var exchange = open(server);
            assertInterruptible(() -> head(exchange));
        }
    }

    @Test
    void interruptedInTheBody() throws Exception {
        try (var server = serverThatStopsInTheBody()) {
            var exchange = open(server);
            head(exchange);
            assertEquals("first", exactly(exchange, 5));
            assertInterruptible(() -> some(exchange));
        }
    }

    private void assertInterruptible(Exchanges.Action waiting) throws Exception {
        var status = new AtomicReference<Boolean>();
        var failure = new CompletableFuture<Throwable>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                waiting.run();
                failure.complete(null);
            } catch (Throwable e) {
                status.set(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        awaitReached();
        thread.interrupt();
        assertInstanceOf(InterruptedIOException.class, failure.get(5, TimeUnit.SECONDS));
        assertEquals(true, status.get());
        assertServerSawTheEnd();
    }

    @Test
    void closingTheTransportEndsItsExchangesAndTellsWhoWaits() throws Exception {
        for (String sent : new String[] {"", chunkedHead()}) {
            var requestCame = new CompletableFuture<Void>();
            var sawTheEnd = new CompletableFuture<Boolean>();
            AutoCloseable transport = fresh();
            try (var server = answering(connection -> {
                        connection.readRequest();
                        connection.send(sent);
                        requestCame.complete(null);
                        sawTheEnd.complete(connection.awaitClosedByPeer(SOON));
                    });
                    var exchange = ((Transport) transport).open(post(server.uri("/"), "hello"));
                    var later = ((Transport) transport).open(post(server.uri("/"), "hello"))) {
                var failure = failureOf(() -> {
                    head(exchange);
                    some(exchange);
                });
                requestCame.get(5, TimeUnit.SECONDS);
                transport.close();
                var told = assertInstanceOf(InterruptedIOException.class, failure.get(5, TimeUnit.SECONDS));
                assertEquals("the client is closed", told.getMessage());
                assertTrue(sawTheEnd.get(15, TimeUnit.SECONDS));

                told = assertThrows(InterruptedIOException.class, () -> head(later));
                assertEquals("the client is closed", told.getMessage());
                var request = post(server.uri("/"), "hello");
                assertThrows(IllegalStateException.class, () -> ((Transport) transport).open(request));
            }
        }
    }
}
