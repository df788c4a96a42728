package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What the tests of streams share: events, answers of a server, and the look at an end from all sides. */
final class Wires {
    static final ChatRequest ASK = ChatRequest.of("test/model", Message.user("Hi"));
    static final RetryPolicy QUICK = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofSeconds(2));
    static final Duration LONG = Duration.ofSeconds(20);
    static final String DONE = event("[DONE]");
    static final String STOP = finish("stop");
    static final String ROLE = event("""
        {"id":"gen-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}\
        """);
    static final String USAGE = event("""
        {"id":"gen-1","choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\
        """);

    private Wires() {}

    static String event(String data) {
        return "data: " + data + "\n\n";
    }

    static String text(String text) {
        return event("{\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text
                + "\"},\"finish_reason\":null}]}");
    }

    static String finish(String reason) {
        return event(
                "{\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}");
    }

    /** The head of a stream in the chunked coding, with a generation id. */
    static String head() {
        return RawServer.head(
                200,
                "Content-Type",
                "text/event-stream",
                "X-Generation-Id",
                "gen-head",
                "Transfer-Encoding",
                "chunked",
                "Connection",
                "close");
    }

    /** Reads the request and streams these pieces to a proper end of the body. */
    static RawServer.Script stream(String... pieces) {
        return connection -> {
            connection.readRequest();
            connection.send(head());
            for (String piece : pieces) {
                connection.send(RawServer.chunk(piece));
            }
            connection.send(RawServer.lastChunk());
        };
    }

    /** Reads the request and answers with a body of known length. */
    static RawServer.Script answer(int status, String body, String... headers) {
        return connection -> {
            connection.readRequest();
            var all = new ArrayList<>(List.of(headers));
            all.addAll(List.of("Connection", "close")); // as it will be: or a client may use it again, in vain
            all.add("Content-Length");
            all.add(Integer.toString(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
            connection.send(RawServer.head(status, all.toArray(String[]::new)) + body);
        };
    }

    /** The first script for the first connection, and so on; the last one for all further ones. */
    static RawServer.Script inTurn(RawServer.Script... scripts) {
        var connections = new AtomicInteger();
        return connection -> scripts[Math.min(connections.getAndIncrement(), scripts.length - 1)].run(connection);
    }

    static OpenRouter client(RawServer server) {
        return builder(server).build();
    }

    static OpenRouter.Builder builder(RawServer server) {
        return OpenRouter.builder()
                .baseUrl(server.uri("/api/v1"))
                .apiKey("sk-or-test")
                .retry(QUICK);
    }

    /** Reads to the proper end, and gives all that came. */
    static ChatCompletion whole(ChatStream stream) {
        while (stream.next() != null) {
            assertEquals(StreamEnd.OPEN, stream.end());
        }
        assertEquals(StreamEnd.COMPLETE, stream.end());
        assertEquals(null, stream.next());
        stream.close();
        assertEquals(StreamEnd.COMPLETE, stream.end());
        assertEquals(null, stream.next());
        return stream.completion();
    }

    /** Reads to an end that is a failure of this type, and looks at it from all sides. */
    static <E extends RuntimeException> E failure(Class<E> type, StreamEnd end, ChatStream stream) {
        E failure = assertThrows(type, () -> {
            while (stream.next() != null) {
                assertEquals(StreamEnd.OPEN, stream.end());
            }
        });
        assertEquals(end, stream.end());
        assertSame(failure, assertThrows(type, stream::next), "the same failure again");
        assertSame(failure, assertThrows(type, stream.text().iterator()::hasNext), "from all that reads");
        stream.close();
        assertEquals(end, stream.end(), "closing changes no end");
        assertSame(failure, assertThrows(type, stream::next));
        Delivery delivery = stream.completion().delivery();
        assertNotNull(delivery);
        assertEquals(end, delivery.end());
        if (failure instanceof StreamException partial) {
            assertNotNull(partial.completion().delivery());
            assertEquals(end, partial.completion().delivery().end());
            assertEquals(stream.generationId(), partial.completion().delivery().generationId());
        }
        return failure;
    }

    /** As above, for the text that came before. */
    static <E extends StreamException> E failure(Class<E> type, StreamEnd end, String text, ChatStream stream) {
        E failure = failure(type, end, stream);
        assertEquals(text, failure.completion().text());
        assertEquals(text, stream.completion().text());
        return failure;
    }
}
