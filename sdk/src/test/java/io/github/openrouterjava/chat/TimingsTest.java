package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When what came: each server here waits for its client, so that the least time between two things is known. */
@Timeout(30)
class TimingsTest {
    private static final Duration LEAST = Duration.ofMillis(20);
    private static final String THOUGHT =
            event("{\"choices\":[{\"index\":0,\"delta\":{\"reasoning\":\"Hm\"},\"finish_reason\":null}]}");

    private final Semaphore next = new Semaphore(0);

    private RawServer.Script eachWhenAsked(String... events) {
        return connection -> {
            connection.readRequest();
            connection.send(Wires.head());
            for (String event : events) {
                next.acquire();
                connection.send(RawServer.chunk(event));
            }
            connection.send(RawServer.lastChunk());
        };
    }

    /** Has the server send one piece more, after so long at the least. */
    private void ask(Duration after) {
        for (long end = System.nanoTime() + after.toNanos(), left = after.toNanos();
                left > 0;
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        next.release();
    }

    @Test
    void reasoningComesBeforeTextAndTheLongestGapIsBetweenChunks() throws Exception {
        try (var server = RawServer.answering(eachWhenAsked(ROLE, THOUGHT, ": wait\n\n", text("Hello"), STOP + DONE));
                var openRouter = client(server);
                var stream = openRouter.chat().stream(ASK)) {
            var none = stream.completion().delivery();
            assertNull(none.timings().head());
            assertNull(none.timings().firstChunk());
            assertNull(none.timings().lastChunk());
            stream.open();
            ask(LEAST);
            stream.next();
            var one = stream.completion().delivery();
            assertAtLeast(LEAST, one.timings().head(), one.timings().firstChunk());
            assertEquals(one.timings().firstChunk(), one.timings().lastChunk());
            assertNull(one.timings().longestGap());
            assertNull(one.meanGap());
            assertNull(one.timings().firstToken());
            ask(LEAST);
            stream.next();
            var two = stream.completion().delivery();
            assertAtLeast(LEAST, two.timings().firstChunk(), two.timings().firstToken());
            assertEquals(two.timings().lastChunk(), two.timings().firstToken());
            assertNull(two.timings().firstText());
            next.release(); // the comment is life, but no chunk: the gap goes on
            ask(LEAST.multipliedBy(4));
            stream.next();
            next.release();
            var end = whole(stream).delivery();
            assertAtLeast(
                    LEAST.multipliedBy(4),
                    end.timings().firstToken(),
                    end.timings().firstText());
            assertTrue(end.timings().longestGap().compareTo(LEAST.multipliedBy(4)) >= 0);
            assertEquals(4, end.chunks());
            assertEquals(
                    end.timings().lastChunk().minus(end.timings().firstChunk()).dividedBy(3), end.meanGap());
            assertAtLeast(
                    Duration.ZERO, end.timings().lastChunk(), end.timings().total());
            assertEquals(one.timings().firstChunk(), end.timings().firstChunk());
            assertEquals(two.timings().firstToken(), end.timings().firstToken());
        }
    }

    @Test
    void chunksThatComeTogetherHaveNoGaps() {
        byte[] body = (ROLE + text("Hello") + text(", you") + STOP + DONE).getBytes(UTF_8);
        try (var stream = ChatStream.of(new ByteArrayInputStream(body))) {
            var delivery = whole(stream).delivery();
            assertEquals(Duration.ZERO, delivery.timings().longestGap());
            assertEquals(Duration.ZERO, delivery.meanGap());
            assertEquals(delivery.timings().firstChunk(), delivery.timings().firstText());
        }
    }

    @Test
    void anotherAttemptHasItsOwnTimes() throws Exception {
        var failing = event("{\"error\":{\"code\":503,\"message\":\"No\"}}");
        try (var server = RawServer.answering(
                        inTurn(eachWhenAsked(ROLE, failing), Wires.stream(ROLE + text("Hello") + STOP + DONE)));
                var openRouter = client(server);
                var stream = openRouter.chat().stream(ASK)) {
            next.release();
            assertNotNull(stream.next());
            ask(LEAST.multipliedBy(10));
            var delivery = whole(stream).delivery();
            assertEquals(1, delivery.retries().size());
            assertEquals(3, delivery.chunks());
            assertAtLeast(
                    LEAST.multipliedBy(10), Duration.ZERO, delivery.timings().head());
            var timings = delivery.timings();
            assertAtLeast(timings.longestGap(), timings.firstChunk(), timings.lastChunk());
        }
    }

    @Test
    void anAnswerInOnePieceHasAHeadAndATotal() throws Exception {
        try (var server = RawServer.answering(
                        Wires.answer(200, "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}"));
                var openRouter = client(server)) {
            var timings = openRouter.chat().complete(ASK).delivery().timings();
            assertAtLeast(Duration.ZERO, timings.head(), timings.total());
            assertNull(timings.firstChunk());
            assertNull(timings.longestGap());
        }
    }

    private static void assertAtLeast(Duration least, Duration from, Duration to) {
        assertTrue(to.minus(from).compareTo(least) >= 0, () -> from + " to " + to + " is less than " + least);
    }
}
