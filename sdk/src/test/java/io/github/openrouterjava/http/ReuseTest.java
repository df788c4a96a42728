package io.github.openrouterjava.http;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.RawServer.lastChunk;
import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.rest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a connection serves a second exchange, and when it must not. */
@Timeout(60)
class ReuseTest {
    private static final String OK = RawServer.head(200, "Content-Length", "2") + "ok";

    private final SocketTransport transport = new SocketTransport();
    private final CompletableFuture<Boolean> serverSawTheEnd = new CompletableFuture<>();

    @AfterEach
    void close() {
        transport.close();
    }

    private String ask(RawServer server) throws IOException {
        try (var exchange = transport.open(post(server.uri("/"), "hello"))) {
            head(exchange);
            return rest(exchange);
        }
    }

    @Test
    void connectionThatTheServerClosedMeanwhileIsNotUsed() throws Exception {
        var closed = new Semaphore(0);
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(OK);
            connection.close();
            closed.release();
        })) {
            for (int i = 1; i <= 20; i++) {
                assertEquals("ok", ask(server));
                assertEquals(i, server.connections());
                assertTrue(closed.tryAcquire(5, TimeUnit.SECONDS));
            }
        }
    }

    @Test
    void connectionThatWasResetMeanwhileIsNotUsed() throws Exception {
        var reset = new Semaphore(0);
        var read = new Semaphore(0);
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(OK);
            read.acquire();
            connection.reset();
            reset.release();
        })) {
            for (int i = 1; i <= 20; i++) {
                assertEquals("ok", ask(server));
                read.release();
                assertTrue(reset.tryAcquire(5, TimeUnit.SECONDS));
            }
            assertEquals(20, server.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, Close\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
            })
    void connectionThatMayNotServeAgainIsClosedAtTheEnd(String answer) throws Exception {
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(answer);
            serverSawTheEnd.complete(connection.awaitClosedByPeer(SOON));
        })) {
            assertEquals("ok", ask(server));
            assertTrue(serverSawTheEnd.get(15, TimeUnit.SECONDS));
            assertEquals("ok", ask(server));
            assertEquals(2, server.connections());
        }
    }

    @Test
    void connectionOnWhichTheServerSpeaksUnaskedIsNotUsed() throws Exception {
        var more = new CountDownLatch(1);
        var said = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(OK);
            more.await(10, TimeUnit.SECONDS);
            connection.send("HTTP/1.1 408 Too Late\r\n\r\n");
            said.countDown();
            connection.awaitClosedByPeer(SOON);
        })) {
            assertEquals("ok", ask(server));
            more.countDown();
            assertTrue(said.await(10, TimeUnit.SECONDS));
            assertEquals("ok", ask(server));
            assertEquals(2, server.connections());
        }
    }

    @Test
    void requestThatWasTakenIsNotSentAgain() throws Exception {
        var requests = new AtomicInteger();
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            requests.incrementAndGet();
            connection.send(OK);
            connection.readRequest();
            requests.incrementAndGet();
        })) {
            assertEquals("ok", ask(server));
            var failure = assertThrows(IOException.class, () -> ask(server));
            assertTrue(failure.getMessage().contains("without an answer"), failure.getMessage());
            assertEquals(2, requests.get());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void connectionServesAgainAsSoonAsTheLastChunkCame() throws Exception {
        try (var server = RawServer.answering(connection -> {
            for (; ; ) {
                connection.readRequest();
                connection.send(chunkedHead() + chunk("ok") + lastChunk());
            }
        })) {
            for (int i = 0; i < 3; i++) {
                try (var exchange = transport.open(post(server.uri("/"), "hello"))) {
                    head(exchange);
                    // The reader stops at the last data, and never asks for the end.
                    assertEquals(2, exchange.read(new byte[100], 0, 100, Exchange.NEVER));
                }
            }
            assertEquals(1, server.connections());
        }
    }

    @Test
    void sixteenConnectionsWaitForOneServer() throws Exception {
        int many = 20;
        try (var server = RawServer.answering(connection -> {
            for (; ; ) {
                connection.readRequest();
                connection.send(OK);
            }
        })) {
            for (int round = 0; round < 2; round++) {
                var exchanges = new ArrayList<Exchange>();
                for (int i = 0; i < many; i++) {
                    var exchange = transport.open(post(server.uri("/"), "hello"));
                    head(exchange);
                    exchanges.add(exchange);
                }
                for (Exchange exchange : exchanges) {
                    assertEquals("ok", rest(exchange));
                }
            }
            assertEquals(many + many - IdlePool.MOST_PER_ROUTE, server.connections());
        }
    }

    @Test
    void closingTheTransportClosesWhatIsIdle() throws Exception {
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(OK);
            serverSawTheEnd.complete(connection.awaitClosedByPeer(SOON));
        })) {
            assertEquals("ok", ask(server));
            transport.close();
            assertTrue(serverSawTheEnd.get(15, TimeUnit.SECONDS));
        }
    }

    @Test
    void closingALateExchangeDoesNotTouchTheConnectionsNextOne() throws Exception {
        var go = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(OK);
            connection.readRequest();
            connection.send(RawServer.head(200, "Content-Length", "2"));
            go.await(10, TimeUnit.SECONDS);
            connection.send("ok");
        })) {
            var first = transport.open(post(server.uri("/"), "hello"));
            head(first);
            assertEquals("ok", rest(first));
            try (var second = transport.open(post(server.uri("/"), "hello"))) {
                head(second);
                first.close();
                go.countDown();
                assertEquals("ok", rest(second));
            }
            assertEquals(1, server.connections());
        }
    }
}
