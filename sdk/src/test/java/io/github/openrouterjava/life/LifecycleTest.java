package io.github.openrouterjava.life;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamCancelledException;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.http.FullServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However a user leaves a stream, the server sees the connection end, at once and every time.
 *
 * <p>Measured at the server's end of the socket, half of the tries on threads of the platform and half on virtual ones.
 * {@code mvn -pl sdk test -Dtest=LifecycleTest -Dtries=1000} holds each of them to 250 ms. The table is left in
 * {@code sdk/target/lifecycle.md}.
 */
@Timeout(600)
class LifecycleTest {
    private static final Tries TRIES = Tries.atLeast(25);
    private static final Duration LONGEST = Duration.ofMillis(TRIES.asked() ? 250 : 10_000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ChatRequest ASK = ChatRequest.of("test/model", Message.user("Hi"));
    private static final Latencies LATENCIES = new Latencies();

    /** The server takes the connection and says nothing. */
    private static final RawServer.Script SILENCE = connection -> {};

    private static final RawServer.Script REQUEST_ONLY = RawServer.Connection::readRequest;

    private static final RawServer.Script FIRST_CHUNK = connection -> {
        connection.readRequest();
        connection.send(chunkedHead() + chunk("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n"));
    };

    @AfterAll
    static void write() throws IOException {
        LATENCIES.write(Path.of("target", "lifecycle.md"));
    }

    @ParameterizedTest
    @EnumSource
    void closedByAnotherThreadWhileTheReaderWaits(Carrier carrier) throws Exception {
        assertCancelled("close() by another thread, reader waiting", carrier, FIRST_CHUNK, Leaving::readOn, leaving -> {
            leaving.awaitBlocked(1);
            leaving.closeNow();
        });
    }

    @ParameterizedTest
    @EnumSource
    void closedByTheLoopThatReads(Carrier carrier) throws Exception {
        Leaving.Act closing = leaving -> leaving.stream().forEach(chunk -> leaving.closeNow());
        assertCancelled("close() in the loop that reads", carrier, FIRST_CHUNK, closing, leaving -> {});
    }

    @ParameterizedTest
    @EnumSource
    void closedBeforeTheFirstByteCame(Carrier carrier) throws Exception {
        assertCancelled("close() before the first byte", carrier, REQUEST_ONLY, Leaving::readOn, leaving -> {
            leaving.awaitBlocked(0);
            leaving.closeNow();
        });
    }

    @ParameterizedTest
    @EnumSource
    void closedDuringTheTlsHandshake(Carrier carrier) throws Exception {
        assertCancelled("close() during the TLS handshake", carrier, SILENCE, Leaving::readOn, leaving -> {
            leaving.awaitBlocked(0);
            leaving.closeNow();
        });
    }

    @ParameterizedTest
    @EnumSource
    void interrupted(Carrier carrier) throws Exception {
        assertCancelled("interrupt, reader waiting", carrier, FIRST_CHUNK, Leaving::readOn, leaving -> {
            leaving.awaitBlocked(1);
            leaving.interruptNow();
        });
    }

    @ParameterizedTest
    @EnumSource
    void interruptedBeforeTheFirstByteCame(Carrier carrier) throws Exception {
        assertCancelled("interrupt before the first byte", carrier, REQUEST_ONLY, Leaving::readOn, leaving -> {
            leaving.awaitBlocked(0);
            leaving.interruptNow();
        });
    }

    @ParameterizedTest
    @EnumSource
    void leftByTheEndOfTheBlockThatOpenedIt(Carrier carrier) throws Exception {
        Leaving.Act leavingTheBlock = leaving -> {
            try (ChatStream stream = leaving.stream()) {
                assertNotNull(stream.next());
                leaving.now();
            }
        };
        prove("end of try-with-resources", carrier, FIRST_CHUNK, leavingTheBlock, leaving -> {}, leaving -> {
            assertNull(leaving.outcome());
        });
    }

    @ParameterizedTest
    @EnumSource
    void leftByAnExceptionOfTheUsersOwn(Carrier carrier) throws Exception {
        var own = new IllegalStateException("the user's own");
        Leaving.Act throwing = leaving -> {
            try (ChatStream stream = leaving.stream()) {
                for (String piece : stream.text()) {
                    assertEquals("Hello", piece);
                    leaving.now();
                    throw own;
                }
            }
        };
        prove("exception in the user's loop", carrier, FIRST_CHUNK, throwing, leaving -> {}, leaving -> {
            assertEquals(own, leaving.outcome());
        });
    }

    /**
     * There the server sees nothing: what counts is that the reader is back at once, and that no socket stays. The JDK's
     * client lets go of one that was still connecting only when its selector looks again, which is every 3 s.
     */
    @ParameterizedTest
    @EnumSource
    void closedWhileConnecting(Carrier carrier) throws Exception {
        Assumptions.assumeTrue(Sockets.visible(), "only Linux shows a process its sockets");
        var times = new long[TRIES.count()];
        var transport = carrier.open();
        try (var full = new FullServer()) {
            int port = full.uri().getPort();
            var openRouter = Carrier.client(transport, full.uri(), RetryPolicy.NONE);
            Set<String> left = Set.of();
            for (int i = 0; i < times.length; i++) {
                var leaving = new Leaving(openRouter.chat().stream(ASK), i % 2 == 0, Leaving::readOn);
                leaving.start();
                Set<String> before = left;
                until(() -> !before.containsAll(Sockets.connecting(port)), "a socket is connecting");
                leaving.awaitBlocked(0);
                leaving.closeNow();
                assertInstanceOf(StreamCancelledException.class, leaving.outcome());
                times[i] = System.nanoTime() - leaving.moment();
                left = Sockets.connecting(port);
            }
            until(() -> Sockets.connecting(port).isEmpty(), "no socket is left");
        } finally {
            Carrier.close(transport);
        }
        note("close() while connecting: reader back", carrier, times);
    }

    private static void until(Callable<Boolean> holds, String what) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.call()) {
            assertTrue(System.nanoTime() - end < 0, what);
        }
    }

    private static void assertCancelled(
            String way, Carrier carrier, RawServer.Script answer, Leaving.Act read, Leaving.Act leave)
            throws Exception {
        prove(way, carrier, answer, read, leave, leaving -> {
            assertInstanceOf(StreamCancelledException.class, leaving.outcome());
        });
    }

    private static void prove(
            String way,
            Carrier carrier,
            RawServer.Script answer,
            Leaving.Act read,
            Leaving.Act leave,
            Leaving.Act check)
            throws Exception {
        var answered = new LinkedBlockingQueue<Boolean>();
        var seen = new LinkedBlockingQueue<Long>();
        var times = new long[TRIES.count()];
        var transport = carrier.open();
        try (var server = RawServer.answering(connection -> {
            answer.run(connection);
            answered.add(true);
            if (connection.awaitClosedByPeer(PATIENCE)) {
                seen.add(System.nanoTime());
            }
        })) {
            String scheme = answer == SILENCE ? "https" : "http";
            var address = URI.create(scheme + "://127.0.0.1:" + server.port());
            var openRouter = Carrier.client(transport, address, RetryPolicy.NONE);
            for (int i = 0; i < times.length; i++) {
                var leaving = new Leaving(openRouter.chat().stream(ASK), i % 2 == 0, read);
                leaving.start();
                assertNotNull(answered.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                leave.on(leaving);
                Long moment = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertNotNull(moment, "the connection stayed open in try " + i);
                times[i] = moment - leaving.moment();
                check.on(leaving);
                assertEquals(StreamEnd.CANCELLED, leaving.stream().end());
            }
            assertEquals(times.length, server.connections());
        } finally {
            Carrier.close(transport);
        }
        note(way, carrier, times);
    }

    private static void note(String way, Carrier carrier, long[] times) {
        LATENCIES.add(way, carrier, times);
        for (int i = 0; i < times.length; i++) {
            assertTrue(times[i] <= LONGEST.toNanos(), "try " + i + " took " + Latencies.millis(times[i]) + " ms");
        }
    }
}
