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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transport over real sockets keeps to while nobody closes anything. */
@Timeout(60)
abstract class ExchangeContract {
    abstract Transport transport();

    /** A server of the kind that the transport is held against. */
    RawServer answering(RawServer.Script script) throws IOException {
        return RawServer.answering(script);
    }

    private Exchange open(RawServer server) {
        return transport().open(post(server.uri("/"), "hello"));
    }

    @Test
    void chunkedBodyIsWhole() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.write(chunkedHead()).write(chunk("one ")).send(chunk("two"));
                    connection.send(lastChunk());
                });
                var exchange = open(server)) {
            assertEquals(200, head(exchange).status());
            assertEquals("one two", rest(exchange));
            assertEquals("", rest(exchange));
        }
    }

    @Test
    void bodyOfGivenLengthIsWhole() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(429, "Content-Length", "9", "Retry-After", "1") + "slow down");
                });
                var exchange = open(server)) {
            assertEquals(429, head(exchange).status());
            assertEquals("1", head(exchange).headers().first("retry-after"));
            assertEquals("slow down", rest(exchange));
        }
    }

    @Test
    void bodyUpToTheCloseIsWhole() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200) + "to the end");
                });
                var exchange = open(server)) {
            head(exchange);
            assertEquals("to the end", rest(exchange));
        }
    }

    @Test
    void answerWithoutBodyEndsAtOnce() throws Exception {
        try (var server = answering(connection -> {
                    assertEquals("HEAD", connection.readRequest().method());
                    connection.send(RawServer.head(200, "Content-Length", "5"));
                    connection.readRequest();
                    connection.send(RawServer.head(204));
                    connection.awaitClosedByPeer(SOON);
                });
                var first = transport().open(new HttpRequest("HEAD", server.uri("/"), Headers.NONE, new byte[0]));
                var second = transport().open(get(server.uri("/")))) {
            assertEquals(200, head(first).status());
            assertEquals("", rest(first));
            assertEquals(204, head(second).status());
            assertEquals("", rest(second));
        }
    }

    @Test
    void severalFieldsOfOneNameAreKept() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Via", "a", "X-Other", "b", "via", "c"));
                });
                var exchange = open(server)) {
            var via = new ArrayList<String>();
            for (Headers.Field field : head(exchange).headers().fields()) {
                if (field.name().equalsIgnoreCase("via")) {
                    via.add(field.value());
                }
            }
            assertEquals(List.of("a", "c"), via);
        }
    }

    @Test
    void interimAnswersArePassedOver() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(103, "Link", "</style.css>"));
                    connection.send(RawServer.head(102));
                    connection.send(RawServer.head(200, "Content-Length", "2") + "ok");
                });
                var exchange = open(server)) {
            var head = head(exchange);
            assertEquals(200, head.status());
            assertEquals(null, head.headers().first("Link"));
            assertEquals("ok", rest(exchange));
        }
    }

    @Test
    void requestArrivesAsGiven() throws Exception {
        var seen = new CompletableFuture<RawServer.Request>();
        try (var server = answering(connection -> {
                    seen.complete(connection.readRequest());
                    connection.send(RawServer.head(204));
                });
                var exchange = transport()
                        .open(new HttpRequest(
                                "POST",
                                server.uri("/api/v1/chat?x=%20y"),
                                Headers.of("Authorization", "Bearer k", "X-Two", "1", "X-Two", "2"),
                                new byte[] {1, 2, 3}))) {
            head(exchange);
            var request = seen.get(10, TimeUnit.SECONDS);
            assertEquals("POST /api/v1/chat?x=%20y", request.method() + " " + request.target());
            assertEquals("Bearer k", request.headers().first("authorization"));
            assertEquals(
                    2,
                    request.headers().fields().stream()
                            .filter(field -> field.name().equalsIgnoreCase("x-two"))
                            .count());
            assertEquals("127.0.0.1:" + server.port(), request.headers().first("host"));
            assertEquals(null, request.headers().first("upgrade"));
            assertEquals(3, request.body()[2]);
        }
    }

    @Test
    void requestOfFiveMegabytesArrives() throws Exception {
        String body = "0123456789".repeat(500_000);
        var seen = new CompletableFuture<String>();
        try (var server = answering(connection -> {
                    seen.complete(connection.readRequest().text());
                    connection.send(RawServer.head(204));
                });
                var exchange = transport().open(post(server.uri("/"), body))) {
            assertEquals(204, head(exchange).status());
            assertEquals(body, seen.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void connectionServesAgainAfterItsBodyWasRead() throws Exception {
        try (var server = answering(connection -> {
            for (int i = 0; ; i++) {
                connection.readRequest();
                connection.write(chunkedHead()).write(chunk("answer " + i)).send(lastChunk());
            }
        })) {
            for (int i = 0; i < 50; i++) {
                try (var exchange = open(server)) {
                    head(exchange);
                    assertEquals("answer " + i, rest(exchange));
                }
            }
            assertEquals(1, server.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked; Content-Length: 2",
                "Content-Length: 2; Content-Length: 3",
                "Content-Length: -2",
                "Transfer-Encoding: x-own",
                "Content-Encoding: gzip; Content-Length: 2",
            })
    void headThatLeavesItsBodyUnclearIsRefused(String fields) throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(
                            "HTTP/1.1 200 OK\r\n" + fields.replace("; ", "\r\n") + "\r\n\r\n2\r\nok\r\n0\r\n\r\n");
                });
                var exchange = open(server)) {
            var failure = assertThrows(IOException.class, () -> head(exchange));
            assertTrue(failure.getMessage().contains("127.0.0.1:" + server.port()), failure.getMessage());
        }
    }

    @Test
    void cutChunkedBodyGivesItsBytesThenFails() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.write(chunkedHead()).write(chunk("whole")).send("ff\r\nhalf");
                });
                var exchange = open(server)) {
            head(exchange);
            var bytes = new ByteArrayOutputStream();
            var failure = assertThrows(IOException.class, () -> rest(exchange, bytes));
            assertEquals("wholehalf", bytes.toString());
            assertTrue(failure.getMessage().contains("127.0.0.1:" + server.port()), failure.getMessage());
            assertTrue(failure.getMessage().contains("cut off"), failure.getMessage());
        }
    }

    @Test
    void cutBodyOfGivenLengthGivesItsBytesThenFails() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", "100") + "some");
                });
                var exchange = open(server)) {
            head(exchange);
            var bytes = new ByteArrayOutputStream();
            assertThrows(IOException.class, () -> rest(exchange, bytes));
            assertThrows(IOException.class, () -> rest(exchange, bytes));
            assertEquals("some", bytes.toString());
        }
    }

    @Test
    void cutBodyIsGivenWholeToAReaderThatComesLate() throws Exception {
        String block = "0123456789".repeat(1000);
        var cut = new CountDownLatch(1);
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(chunkedHead());
                    for (int i = 0; i < 30; i++) {
                        connection.send(chunk(block));
                    }
                    connection.close();
                    cut.countDown();
                });
                var exchange = open(server)) {
            head(exchange);
            assertTrue(cut.await(10, TimeUnit.SECONDS));
            assertEquals(block.repeat(30), exactly(exchange, 300_000));
            assertThrows(IOException.class, () -> rest(exchange));
        }
    }

    @Test
    void chunksBeforeAResetAreNotLost() throws Exception {
        var taken = new Semaphore(0);
        var reset = new CountDownLatch(1);
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(chunkedHead());
                    for (int i = 0; i < 6; i++) {
                        connection.send(chunk("chunk " + i + ";"));
                    }
                    // The last one is out of the kernel's hands before the connection is reset.
                    assertTrue(taken.tryAcquire(10, TimeUnit.SECONDS));
                    connection.reset();
                    reset.countDown();
                });
                var exchange = open(server)) {
            head(exchange);
            String six = "chunk 0;chunk 1;chunk 2;chunk 3;chunk 4;chunk 5;";
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(exactly(exchange, 1).getBytes());
            taken.release();
            assertTrue(reset.await(10, TimeUnit.SECONDS));
            assertThrows(IOException.class, () -> rest(exchange, bytes));
            assertEquals(six, bytes.toString());
        }
    }

    @Test
    void deadlineEndsTheWaitForTheHead() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.awaitClosedByPeer(SOON);
                });
                var exchange = open(server)) {
            long start = System.nanoTime();
            var failure =
                    assertThrows(DeadlineException.class, () -> exchange.head(in(SOON), in(Duration.ofMillis(300))));
            long took = System.nanoTime() - start;
            assertFalse(failure.connecting());
            assertTrue(took >= 300_000_000 && took < 5_000_000_000L, took + " ns");
        }
    }

    @Test
    void deadlineInTheBodyEndsTheWaitForMore() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.write(chunkedHead()).send(chunk("early"));
                    connection.awaitClosedByPeer(SOON);
                });
                var exchange = open(server)) {
            head(exchange);
            assertEquals("early", exactly(exchange, 5));
            for (int i = 0; i < 2; i++) {
                assertThrows(
                        DeadlineException.class, () -> exchange.read(new byte[10], 0, 10, in(Duration.ofMillis(100))));
            }
        }
    }

    @Test
    void whatHasComeIsGivenAfterTheDeadline() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", "4") + "data");
                });
                var exchange = open(server)) {
            head(exchange);
            assertEquals("d", exactly(exchange, 1));
            assertEquals(3, exchange.read(new byte[10], 0, 10, System.nanoTime() - 1));
        }
    }

    @Test
    void neverIsADeadlineToo() throws Exception {
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", "4") + "data");
                });
                var exchange = open(server)) {
            assertEquals(200, exchange.head(Exchange.NEVER, Exchange.NEVER).status());
            assertTrue(exchange.read(new byte[4], 0, 4, Exchange.NEVER) > 0);
        }
    }

    @Test
    void nothingIsSentAfterTheDeadline() throws Exception {
        try (var server = answering(connection -> connection.awaitClosedByPeer(SOON));
                var exchange = open(server)) {
            var failure =
                    assertThrows(DeadlineException.class, () -> exchange.head(Exchange.NEVER, System.nanoTime() - 1));
            assertTrue(failure.connecting());
            assertEquals(0, server.connections());
        }
    }

    @Test
    void slowReaderSlowsTheServer() throws Exception {
        int total = 64 << 20;
        var written = new AtomicLong();
        var progress = new Semaphore(0);
        try (var server = answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", String.valueOf(total)));
                    byte[] block = new byte[64 << 10];
                    while (written.get() < total) {
                        connection.write(block).flush();
                        written.addAndGet(block.length);
                        progress.release();
                    }
                });
                var exchange = open(server)) {
            head(exchange);
            exactly(exchange, 1 << 20);
            while (progress.tryAcquire(500, TimeUnit.MILLISECONDS)) {
                progress.drainPermits();
            }
            assertTrue(written.get() < 20 << 20, written + " bytes went out for 1 MB that was read");
            assertEquals(total - (1 << 20), exactly(exchange, total - (1 << 20)).length());
            assertEquals("", rest(exchange));
        }
    }
}
