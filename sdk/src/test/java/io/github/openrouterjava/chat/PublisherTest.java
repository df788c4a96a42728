package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The publisher over a real connection; its rules are held by {@link PublisherTckTest}. */
class PublisherTest {
    private static final String HELLO = text("Hello");

    /** Notes each signal; asks for nothing by itself, unless for all. */
    private static class Probe implements Flow.Subscriber<ChatCompletionChunk> {
        final LinkedBlockingQueue<Object> signals = new LinkedBlockingQueue<>();
        volatile Thread thread;
        volatile boolean all;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            thread = Thread.currentThread();
            signals.add(subscription);
            if (all) {
                subscription.request(Long.MAX_VALUE);
            }
        }

        @Override
        public void onNext(ChatCompletionChunk chunk) {
            signals.add(chunk);
        }

        @Override
        public void onError(Throwable failure) {
            signals.add(failure);
        }

        @Override
        public void onComplete() {
            signals.add("complete");
        }

        <T> T take(Class<T> type) throws InterruptedException {
            return assertInstanceOf(type, signals.poll(LONG.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void chunksComeAsTheyAreAskedForAndThenTheEnd() throws Exception {
        try (var server = RawServer.answering(stream(HELLO, STOP, DONE));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var probe = new Probe();
            stream.publisher().subscribe(probe);
            var subscription = probe.take(Flow.Subscription.class);
            assertEquals(0, server.connections(), "nothing is sent before something is asked for");
            subscription.request(1);
            assertEquals("Hello", probe.take(ChatCompletionChunk.class).text());
            subscription.request(2);
            probe.take(ChatCompletionChunk.class);
            assertEquals("complete", probe.take(String.class));
            assertEquals(StreamEnd.COMPLETE, stream.end());
        }
    }

    @Test
    void failureIsTheStreamsOwn() throws Exception {
        try (var server = RawServer.answering(stream(HELLO, event("{\"error\":{\"code\":502,\"message\":\"No\"}}")));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var probe = new Probe();
            stream.publisher().subscribe(probe);
            probe.take(Flow.Subscription.class).request(Long.MAX_VALUE);
            probe.take(ChatCompletionChunk.class);
            probe.take(ChatCompletionChunk.class);
            assertEquals(
                    "Hello", probe.take(StreamErrorException.class).completion().text());
            assertEquals(StreamEnd.ERROR, stream.end());
        }
    }

    @Test
    void cancellingClosesTheConnection() throws Exception {
        var clientLeft = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO));
                    assertTrue(connection.awaitClosedByPeer(LONG));
                    clientLeft.countDown();
                });
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var probe = new Probe();
            stream.publisher().subscribe(probe);
            var subscription = probe.take(Flow.Subscription.class);
            subscription.request(2);
            probe.take(ChatCompletionChunk.class);
            subscription.cancel();
            assertTrue(clientLeft.await(5, TimeUnit.SECONDS));
            assertEquals(StreamEnd.CANCELLED, stream.end());
            assertEquals("Hello", stream.completion().text());
            assertTrue(probe.signals.isEmpty(), "no signal after a cancellation");
        }
    }

    @Test
    void wrongRequestIsToldThoughTheReaderIsBlocked() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO));
                    assertTrue(connection.awaitClosedByPeer(LONG));
                });
                OpenRouter openRouter = client(server)) {
            var probe = new Probe();
            openRouter.chat().stream(ASK).publisher().subscribe(probe);
            var subscription = probe.take(Flow.Subscription.class);
            subscription.request(2);
            probe.take(ChatCompletionChunk.class);
            subscription.request(0);
            var wrong = probe.take(IllegalArgumentException.class);
            assertTrue(wrong.getMessage().contains("3.9"), wrong::getMessage);
        }
    }

    @Test
    void secondSubscriberIsRefusedAndDisturbsNobody() throws Exception {
        try (var server = RawServer.answering(stream(HELLO, STOP, DONE));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var publisher = stream.publisher();
            var first = new Probe();
            var second = new Probe();
            publisher.subscribe(first);
            publisher.subscribe(second);
            var refused = second.take(Flow.Subscription.class);
            second.take(IllegalStateException.class);
            refused.request(1);
            refused.cancel();
            first.take(Flow.Subscription.class).request(Long.MAX_VALUE);
            assertEquals("Hello", first.take(ChatCompletionChunk.class).text());
            first.take(ChatCompletionChunk.class);
            assertEquals("complete", first.take(String.class));
        }
    }

    @Test
    void aStreamHasOneSubscriberHoweverManyPublishersAreTaken() throws Exception {
        ChatStream stream = recorded();
        var first = new Probe();
        var second = new Probe();
        stream.publisher().subscribe(first);
        stream.publisher().subscribe(second);
        second.take(Flow.Subscription.class);
        second.take(IllegalStateException.class);
        first.take(Flow.Subscription.class).request(Long.MAX_VALUE);
        assertEquals("Hello", first.take(ChatCompletionChunk.class).text());
        first.take(ChatCompletionChunk.class);
        assertEquals("complete", first.take(String.class));
    }

    @Test
    void closeIsToldThoughNothingWasAskedFor() throws Exception {
        ChatStream stream = recorded();
        var probe = new Probe();
        stream.publisher().subscribe(probe);
        probe.take(Flow.Subscription.class);
        stream.close();
        probe.take(StreamCancelledException.class);
    }

    @Test
    void closeIsToldBetweenWhatWasAskedFor() throws Exception {
        ChatStream stream = recorded();
        var probe = new Probe();
        stream.publisher().subscribe(probe);
        probe.take(Flow.Subscription.class).request(1);
        probe.take(ChatCompletionChunk.class);
        stream.close();
        assertEquals(
                "Hello", probe.take(StreamCancelledException.class).completion().text());
    }

    @Test
    void whatTheSubscriberThrowsEndsItsSubscriptionAndReachesTheHandler() throws Exception {
        for (Throwable thrown : List.of(new AssertionError("mine"), new IllegalStateException("mine"))) {
            ChatStream stream = recorded();
            var probe = new Probe() {
                @Override
                public void onNext(ChatCompletionChunk chunk) {
                    sneak(thrown);
                }
            };
            assertSame(thrown, uncaughtOf(stream, probe));
            assertEquals(StreamEnd.CANCELLED, stream.end());
            probe.take(Flow.Subscription.class);
            assertTrue(probe.signals.isEmpty(), "no signal after the subscriber has failed (rule 2.13)");
        }
    }

    @Test
    void whatTheSubscriberThrowsAtTheEndReachesTheHandler() throws Exception {
        for (Throwable thrown : List.of(new AssertionError("mine"), new IllegalStateException("mine"))) {
            ChatStream stream = recorded();
            var probe = new Probe() {
                @Override
                public void onComplete() {
                    sneak(thrown);
                }
            };
            assertSame(thrown, uncaughtOf(stream, probe));
            assertEquals(StreamEnd.COMPLETE, stream.end());
            probe.take(Flow.Subscription.class);
            probe.take(ChatCompletionChunk.class);
            probe.take(ChatCompletionChunk.class);
            assertTrue(probe.signals.isEmpty());
        }
    }

    @Test
    void twoThreadsDoNotReadAtOnce() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO));
                    connection.awaitClosedByPeer(LONG);
                });
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var probe = new Probe();
            stream.publisher().subscribe(probe);
            probe.take(Flow.Subscription.class).request(2);
            probe.take(ChatCompletionChunk.class);
            Thread publisher = probe.thread;
            while (publisher.getState() != Thread.State.TIMED_WAITING && publisher.getState() != Thread.State.WAITING) {
                Thread.onSpinWait(); // until it waits for the second chunk
            }
            var failure = assertThrows(IllegalStateException.class, stream::next);
            assertEquals("a chat stream is read by one thread at a time", failure.getMessage());
            assertEquals(StreamEnd.OPEN, stream.end(), "who reads is not disturbed");
            stream.close();
            probe.take(StreamCancelledException.class);
        }
    }

    private static ChatStream recorded() {
        return ChatStream.of(new ByteArrayInputStream((HELLO + STOP + DONE).getBytes(UTF_8)));
    }

    /** What leaves the publisher's thread when this subscriber takes all there is. */
    private static Throwable uncaughtOf(ChatStream stream, Probe probe) throws Exception {
        var uncaught = new CompletableFuture<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> uncaught.complete(failure));
        try {
            probe.all = true;
            stream.publisher().subscribe(probe);
            return uncaught.get(5, TimeUnit.SECONDS);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void slowSubscriberSlowsTheSocket() throws Exception {
        var sent = new AtomicLong();
        var stuck = new CountDownLatch(1);
        String piece = chunk(text("x".repeat(60_000)));
        int pieces = 1000; // 60 MB: more than any buffer between
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head());
                    for (int i = 0; i < pieces; i++) {
                        connection.send(piece);
                        sent.incrementAndGet();
                    }
                    connection.send(chunk(STOP) + RawServer.lastChunk());
                });
                OpenRouter openRouter = client(server)) {
            var probe = new Probe();
            openRouter.chat().stream(ASK).publisher().subscribe(probe);
            var subscription = probe.take(Flow.Subscription.class);
            subscription.request(1);
            probe.take(ChatCompletionChunk.class);
            long before = -1;
            while (before != sent.get()) { // until the server comes no further
                before = sent.get();
                assertFalse(stuck.await(Duration.ofMillis(200).toMillis(), TimeUnit.MILLISECONDS));
            }
            assertTrue(before < pieces / 2, "the server sent " + before + " of " + pieces);
            assertTrue(probe.signals.isEmpty());
            subscription.request(pieces + 1);
            for (int i = 1; i <= pieces; i++) {
                probe.take(ChatCompletionChunk.class);
            }
            assertEquals("complete", probe.take(String.class));
        }
    }
}
