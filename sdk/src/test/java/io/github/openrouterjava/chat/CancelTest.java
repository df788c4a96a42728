package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.answer;
import static io.github.openrouterjava.chat.Wires.builder;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.failure;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.RetryPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing a stream at every moment, and interrupting who reads it. */
class CancelTest {
    private static final String HELLO = text("Hello");

    private final CountDownLatch requestCame = new CountDownLatch(1);
    private final CountDownLatch clientLeft = new CountDownLatch(1);
    private String sent = "";
    private RawServer server;
    private OpenRouter openRouter;

    @BeforeEach
    void serverThatHoldsTheConnection() throws IOException {
        server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(sent);
            requestCame.countDown();
            if (connection.awaitClosedByPeer(LONG)) {
                clientLeft.countDown();
            }
        });
        openRouter = client(server);
    }

    @AfterEach
    void close() throws IOException {
        openRouter.close();
        server.close();
    }

    private void assertClientLeft() throws InterruptedException {
        assertTrue(clientLeft.await(5, TimeUnit.SECONDS), "the server sees the connection closed");
    }

    @Test
    void beforeTheFirstReadNothingIsSent() throws Exception {
        ChatStream stream = openRouter.chat().stream(ASK);
        stream.close();
        var end = failure(StreamCancelledException.class, StreamEnd.CANCELLED, "", stream);
        assertEquals(0, end.completion().choices().size());
        assertEquals(0, server.connections());
        assertThrows(StreamCancelledException.class, stream::open);
        assertThrows(StreamCancelledException.class, stream.iterator()::hasNext);
    }

    @Test
    void whileTheHeadIsWaitedFor() throws Exception {
        ChatStream stream = openRouter.chat().stream(ASK);
        var reading = reading(stream);
        requestCame.await();
        stream.close();
        assertCancelled("", stream, reading);
    }

    @Test
    void whileTheFirstByteIsWaitedFor() throws Exception {
        sent = head();
        ChatStream stream = openRouter.chat().stream(ASK).open();
        var reading = reading(stream);
        requestCame.await();
        stream.close();
        assertCancelled("", stream, reading);
        assertEquals("gen-head", stream.generationId());
    }

    @Test
    void whileTheReaderIsBlockedWithinTheAnswer() throws Exception {
        sent = head() + chunk(HELLO);
        ChatStream stream = openRouter.chat().stream(ASK);
        assertNotNull(stream.next());
        var reading = reading(stream);
        stream.close();
        assertCancelled("Hello", stream, reading);
    }

    @Test
    void whileWhatFollowsAnErrorIsWaitedFor() throws Exception {
        sent = head() + chunk(HELLO) + chunk(event("{\"error\":{\"code\":502,\"message\":\"No\"}}"));
        ChatStream stream = openRouter.chat().stream(ASK);
        assertNotNull(stream.next());
        assertNotNull(stream.next());
        var reading = reading(stream);
        stream.close();
        assertCancelled("Hello", stream, reading);
    }

    @Test
    void betweenChunksFromTheLoopThatReads() throws Exception {
        sent = head() + chunk(HELLO + HELLO + HELLO);
        ChatStream stream = openRouter.chat().stream(ASK);
        var seen = new ArrayList<ChatCompletionChunk>();
        assertThrows(StreamCancelledException.class, () -> {
            for (ChatCompletionChunk chunk : stream) {
                seen.add(chunk);
                if (seen.size() == 2) {
                    stream.close();
                }
            }
        });
        assertEquals(2, seen.size());
        assertEquals("HelloHello", stream.completion().text());
        assertEquals(StreamEnd.CANCELLED, stream.end());
        assertClientLeft();
    }

    @Test
    void atTheEndOfTheBlockThatOpenedIt() throws Exception {
        sent = head() + chunk(HELLO);
        ChatStream left;
        try (ChatStream stream = openRouter.chat().stream(ASK)) {
            left = stream;
            assertEquals("Hello", stream.next().text());
        }
        assertClientLeft();
        failure(StreamCancelledException.class, StreamEnd.CANCELLED, "Hello", left);
    }

    @Test
    void byClosingTheJavaStream() throws Exception {
        sent = head() + chunk(HELLO);
        ChatStream stream = openRouter.chat().stream(ASK);
        try (var chunks = stream.chunks()) {
            assertEquals("Hello", chunks.findFirst().orElseThrow().text());
        }
        assertClientLeft();
        assertEquals(StreamEnd.CANCELLED, stream.end());
    }

    @Test
    void againAndFromManyThreads() throws Exception {
        sent = head() + chunk(HELLO);
        ChatStream stream = openRouter.chat().stream(ASK);
        assertNotNull(stream.next());
        var reading = reading(stream);
        List<Thread> closers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            closers.add(Thread.ofVirtual().start(stream::close));
        }
        for (Thread closer : closers) {
            closer.join();
        }
        assertCancelled("Hello", stream, reading);
    }

    @Test
    void afterTheEndNothingChanges() throws Exception {
        try (var fine = RawServer.answering(stream(HELLO, STOP, DONE));
                OpenRouter other = client(fine)) {
            ChatStream stream = other.chat().stream(ASK);
            ChatCompletion whole = whole(stream);
            stream.close();
            stream.close();
            assertEquals(StreamEnd.COMPLETE, stream.end());
            assertEquals(whole, stream.completion());
        }
    }

    @Test
    void closingTheClientEndsItsCalls() throws Exception {
        sent = head() + chunk(HELLO);
        ChatStream stream = openRouter.chat().stream(ASK);
        assertNotNull(stream.next());
        var reading = reading(stream);
        openRouter.close();
        var end = assertCancelled("Hello", stream, reading);
        assertEquals("the client is closed", end.getCause().getMessage());
    }

    @Test
    void closingTheClientIsNoReasonToCallAgain() throws Exception {
        var patient = new RetryPolicy(3, Duration.ofMinutes(5), Duration.ofMinutes(5));
        for (String begun : new String[] {"", head()}) {
            var came = new CountDownLatch(1);
            try (var holding = RawServer.answering(connection -> {
                connection.readRequest();
                connection.send(begun);
                came.countDown();
                connection.awaitClosedByPeer(LONG);
            })) {
                OpenRouter other = builder(holding).retry(patient).build();
                var reading = reading(other.chat().stream(ASK));
                came.await();
                other.close();
                var end = assertInstanceOf(StreamCancelledException.class, reading.get(5, TimeUnit.SECONDS));
                assertEquals("the client is closed", end.getCause().getMessage());
                assertEquals(1, holding.connections());
            }
        }
    }

    @Test
    void closedClientMakesNoCall() {
        openRouter.close();
        ChatStream stream = openRouter.chat().stream(ASK);
        for (int i = 0; i < 2; i++) {
            var failure = assertThrows(IllegalStateException.class, stream::next);
            assertEquals("the client is closed", failure.getMessage());
        }
        assertEquals(0, stream.completion().delivery().retries().size());
        assertThrows(IllegalStateException.class, () -> openRouter.chat().complete(ASK));
        assertEquals(0, server.connections());
    }

    @Test
    void interruptingTheReaderEndsTheStream() throws Exception {
        for (String answer : new String[] {"", head(), head() + chunk(HELLO)}) {
            sent = answer;
            ChatStream stream = openRouter.chat().stream(ASK);
            var flag = new boolean[1];
            var reading = new FutureTask<>(() -> {
                Throwable end = endOf(stream);
                flag[0] = Thread.currentThread().isInterrupted();
                return end;
            });
            // A virtual thread, because of one of the platform's in a socket's hands nothing tells that it waits.
            Thread reader = Thread.ofVirtual().start(reading);
            requestCame.await();
            reader.interrupt();
            var end = assertInstanceOf(StreamCancelledException.class, reading.get(5, TimeUnit.SECONDS));
            assertTrue(end.getMessage().contains("interrupted"), end::getMessage);
            assertTrue(flag[0], "the interrupt status is set");
            assertEquals(StreamEnd.CANCELLED, stream.end());
            assertSame(end, assertThrows(StreamCancelledException.class, stream::next));
        }
        assertClientLeft();
    }

    @Test
    void interruptedThreadSendsNothing() {
        Thread.currentThread().interrupt();
        ChatStream stream = openRouter.chat().stream(ASK);
        assertThrows(StreamCancelledException.class, stream::next);
        assertTrue(Thread.interrupted());
        assertEquals(StreamEnd.CANCELLED, stream.end());
        Thread.currentThread().interrupt();
        assertThrows(StreamCancelledException.class, () -> openRouter.chat().complete(ASK));
        assertTrue(Thread.interrupted());
        assertEquals(0, server.connections());
    }

    @Test
    void waitForAnotherAttemptEndsAtOnce() throws Exception {
        var patient = new RetryPolicy(3, Duration.ofMinutes(5), Duration.ofMinutes(5));
        String error = event("{\"error\":{\"code\":502,\"message\":\"No\"}}");
        for (RawServer.Script script : List.of(answer(503, "{}"), stream(error), stream())) {
            for (boolean interrupt : new boolean[] {false, true}) {
                var answered = new CountDownLatch(1);
                try (var busy = RawServer.answering(connection -> {
                            try {
                                script.run(connection);
                            } finally {
                                answered.countDown();
                            }
                        });
                        OpenRouter other = builder(busy).retry(patient).build()) {
                    ChatStream stream = other.chat().stream(ASK);
                    var reading = new FutureTask<>(() -> endOf(stream));
                    // A virtual thread, because of one of the platform's in a socket's hands nothing tells that it
                    // waits.
                    Thread reader = Thread.ofVirtual().start(reading);
                    answered.await();
                    while (!interrupt && reader.isAlive() && reader.getState() != Thread.State.TIMED_WAITING) {
                        Thread.onSpinWait();
                    }
                    if (interrupt) {
                        reader.interrupt();
                    } else {
                        stream.close();
                    }
                    assertInstanceOf(StreamCancelledException.class, reading.get(5, TimeUnit.SECONDS));
                    assertEquals(StreamEnd.CANCELLED, stream.end());
                    assertEquals(1, busy.connections());
                }
            }
        }
    }

    @Test
    void closeThrowsNothingWhateverTheBodyDoes() {
        ChatStream stream = ChatStream.of(new InputStream() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public void close() throws IOException {
                throw new IOException("no");
            }
        });
        assertThrows(StreamInterruptedException.class, stream::next);
        stream.close();
        assertEquals(StreamEnd.INTERRUPTED, stream.end());
    }

    private static FutureTask<Throwable> reading(ChatStream stream) {
        var reading = new FutureTask<>(() -> endOf(stream));
        // A virtual thread, because of one of the platform's in a socket's hands nothing tells that it waits.
        Thread reader = Thread.ofVirtual().start(reading);
        while (reader.isAlive()
                && reader.getState() != Thread.State.WAITING
                && reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait(); // until it is blocked
        }
        return reading;
    }

    private static Throwable endOf(ChatStream stream) {
        return assertThrows(RuntimeException.class, () -> {
            while (stream.next() != null) {
                assertEquals(StreamEnd.OPEN, stream.end());
            }
        });
    }

    private StreamCancelledException assertCancelled(String text, ChatStream stream, FutureTask<Throwable> reading)
            throws Exception {
        var end = assertInstanceOf(StreamCancelledException.class, reading.get(5, TimeUnit.SECONDS));
        assertSame(end, failure(StreamCancelledException.class, StreamEnd.CANCELLED, text, stream));
        assertClientLeft();
        return end;
    }
}
