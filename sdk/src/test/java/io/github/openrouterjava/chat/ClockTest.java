package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.failure;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The four clocks: each ends the call in its own name, and none but its own. */
class ClockTest {
    private static final Clocks OFF = new Clocks(null, null, null, null);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration PACE = Duration.ofMillis(20);

    @Test
    void connectionThatDoesNotStandInTime() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = new ArrayList<>();
            try {
                assumeTrue(fills(full, waiting), "skipped: this machine accepts more than the backlog");
                try (var openRouter = OpenRouter.builder()
                        .baseUrl("http://127.0.0.1:" + full.getLocalPort())
                        .clocks(OFF.connect(Duration.ofMillis(1)))
                        .retry(new RetryPolicy(2, Duration.ofMillis(1), SHORT))
                        .build()) {
                    long start = System.nanoTime();
                    ChatStream stream = openRouter.chat().stream(ASK, options -> options.clocks(OFF.connect(SHORT)));
                    var end = failure(StreamTimeoutException.class, StreamEnd.TIMEOUT, "", stream);
                    var took = Duration.ofNanos(System.nanoTime() - start);
                    assertTrue(took.compareTo(SHORT.multipliedBy(2)) >= 0, "the call's own clock counts: " + took);
                    assertEquals(Clock.CONNECT, end.clock());
                    assertTrue(end.getMessage().contains("connect"), end::getMessage);
                    assertEquals(1, stream.completion().delivery().retries().size(), "nothing was sent: tried again");
                }
            } finally {
                for (Socket socket : waiting) {
                    socket.close();
                }
            }
        }
    }

    /** Connects until the kernel takes no more. */
    private static boolean fills(ServerSocket server, List<Socket> waiting) throws Exception {
        for (int i = 0; i < 20; i++) {
            var socket = new Socket();
            waiting.add(socket);
            try {
                socket.connect(server.getLocalSocketAddress(), 200);
            } catch (SocketTimeoutException full) {
                return true;
            }
        }
        return false;
    }

    @Test
    void serverThatAcceptsAndSaysNothing() throws Exception {
        var end = timeout(OFF.firstToken(SHORT).idle(PACE), "", connection -> {});
        assertEquals(Clock.FIRST_TOKEN, end.clock());
        assertTrue(end.getMessage().contains("first token"), end::getMessage);
        assertTrue(end.getMessage().contains("150 ms"), end::getMessage);
        assertTrue(end.retryable());
    }

    @Test
    void serverThatSendsAHeadAndNothingElse() throws Exception {
        var end = timeout(OFF.firstToken(SHORT).idle(PACE), "", connection -> connection.send(head()));
        assertEquals(Clock.FIRST_TOKEN, end.clock());
        assertEquals("gen-head", end.generationId());
    }

    @Test
    void chunkWithoutContentIsNoToken() throws Exception {
        var end = timeout(OFF.firstToken(SHORT), "", connection -> connection.send(head() + chunk(ROLE)));
        assertEquals(Clock.FIRST_TOKEN, end.clock());
    }

    @Test
    void commentsKeepTheIdleClockBackButNotTheFirstTokenClock() throws Exception {
        var clocks = OFF.firstToken(Duration.ofMillis(900)).idle(Duration.ofMillis(450));
        var end = timeout(clocks, "", connection -> {
            connection.send(head());
            while (!connection.awaitClosedByPeer(PACE)) {
                connection.send(chunk(": OPENROUTER PROCESSING\n\n"));
            }
        });
        assertEquals(Clock.FIRST_TOKEN, end.clock());
    }

    @Test
    void floodOfCommentsDoesNotHideThePassedClock() throws Exception {
        for (Clocks clocks : List.of(OFF.firstToken(SHORT), OFF.total(SHORT))) {
            var end = timeout(clocks, "", connection -> {
                connection.send(head());
                while (true) {
                    connection.write(chunk(": OPENROUTER PROCESSING\n\n".repeat(1000)));
                }
            });
            assertEquals(clocks.total() == null ? Clock.FIRST_TOKEN : Clock.TOTAL, end.clock());
        }
    }

    @Test
    void silenceWithinTheAnswer() throws Exception {
        var end = timeout(
                OFF.idle(SHORT).firstToken(LONG).total(LONG),
                "Hello",
                connection -> connection.send(head() + chunk(text("Hello"))));
        assertEquals(Clock.IDLE, end.clock());
        assertEquals("gen-head", end.generationId());
        assertTrue(end.getMessage().contains("150 ms"), end::getMessage);
    }

    @Test
    void firstTokenClockStopsWithTheFirstToken() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(text("Hello")));
                    // Longer than the first-token clock, on purpose: the test must see that it no longer counts.
                    assertEquals(false, connection.awaitClosedByPeer(SHORT.multipliedBy(2)));
                    connection.send(chunk(STOP) + RawServer.lastChunk());
                });
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK, options -> options.clocks(OFF.firstToken(SHORT)));
            assertEquals("Hello", whole(stream).text());
        }
    }

    @Test
    void totalClockCoversAnAnswerThatKeepsComing() throws Exception {
        var end = timeout(OFF.total(Duration.ofMillis(300)).idle(LONG), null, connection -> {
            connection.send(head());
            while (!connection.awaitClosedByPeer(PACE)) {
                connection.send(chunk(text("x")));
            }
        });
        assertEquals(Clock.TOTAL, end.clock());
        assertTrue(end.completion().text().startsWith("x"));
        assertEquals(false, end.retryable());
    }

    @Test
    void totalClockCoversAllAttempts() throws Exception {
        try (var server = RawServer.answering(Wires.inTurn(Wires.answer(503, "{}"), connection -> {
                    connection.readRequest();
                    connection.awaitClosedByPeer(LONG);
                }));
                OpenRouter openRouter = client(server)) {
            ChatStream stream =
                    openRouter.chat().stream(ASK, options -> options.clocks(OFF.total(Duration.ofMillis(400))));
            var end = failure(StreamTimeoutException.class, StreamEnd.TIMEOUT, "", stream);
            assertEquals(Clock.TOTAL, end.clock());
            assertEquals(1, stream.completion().delivery().retries().size());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void noTimeIsLeftForAWaitLongerThanTheTotalClock() throws Exception {
        try (var server = RawServer.answering(Wires.answer(503, "{}", "Retry-After", "1"));
                OpenRouter openRouter = client(server)) {
            ChatStream stream =
                    openRouter.chat().stream(ASK, options -> options.clocks(OFF.total(Duration.ofMillis(500))));
            failure(io.github.openrouterjava.error.ApiException.class, StreamEnd.ERROR, stream);
            assertEquals(1, server.connections());
        }
    }

    @Test
    void wholeAnswerKnowsTheClocksToo() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(200, "Content-Length", "10", "X-Generation-Id", "gen-head") + "{");
                    assertTrue(connection.awaitClosedByPeer(LONG));
                });
                OpenRouter openRouter = client(server)) {
            for (Clock clock : List.of(Clock.IDLE, Clock.TOTAL)) {
                Clocks clocks = clock == Clock.IDLE ? OFF.idle(SHORT) : OFF.total(SHORT);
                var end = assertThrows(
                        StreamTimeoutException.class,
                        () -> openRouter.chat().complete(ASK, options -> options.clocks(clocks)));
                assertEquals(clock, end.clock());
                assertEquals("gen-head", end.generationId());
            }
        }
    }

    @Test
    void blanksDoNotStopTheFirstTokenClockOfAWholeAnswerButTheAnswerDoes() throws Exception {
        String answer = "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";
        try (var server = RawServer.answering(Wires.inTurn(
                        connection -> {
                            connection.readRequest();
                            connection.send(head() + chunk("{"));
                            assertEquals(false, connection.awaitClosedByPeer(SHORT.multipliedBy(2)));
                            connection.send(chunk(answer.substring(1)) + RawServer.lastChunk());
                        },
                        connection -> {
                            connection.readRequest();
                            connection.send(head());
                            while (!connection.awaitClosedByPeer(PACE)) {
                                connection.send(chunk("\n"));
                            }
                        }));
                OpenRouter openRouter = client(server)) {
            Clocks clocks = OFF.firstToken(SHORT);
            assertEquals(
                    "Hello",
                    openRouter
                            .chat()
                            .complete(ASK, options -> options.clocks(clocks))
                            .text());
            var end = assertThrows(
                    StreamTimeoutException.class,
                    () -> openRouter.chat().complete(ASK, options -> options.clocks(clocks)));
            assertEquals(Clock.FIRST_TOKEN, end.clock());
        }
    }

    /** Runs the script on the request, holds the connection, and gives the stream's end. */
    private static StreamTimeoutException timeout(Clocks clocks, String text, RawServer.Script script)
            throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    script.run(connection);
                    assertTrue(connection.awaitClosedByPeer(LONG), "the client hangs up");
                });
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK, options -> options.clocks(clocks));
            var end = text == null
                    ? failure(StreamTimeoutException.class, StreamEnd.TIMEOUT, stream)
                    : failure(StreamTimeoutException.class, StreamEnd.TIMEOUT, text, stream);
            assertNotNull(end.getCause());
            assertEquals(1, server.connections());
            return end;
        }
    }
}
