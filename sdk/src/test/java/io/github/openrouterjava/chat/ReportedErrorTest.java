package io.github.openrouterjava.chat;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.ROLE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.USAGE;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.failure;
import static io.github.openrouterjava.chat.Wires.finish;
import static io.github.openrouterjava.chat.Wires.head;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.RetryPolicy;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Errors that a server reports within a stream. */
class ReportedErrorTest {
    private static final String HELLO = text("Hello");
    private static final String OVERLOADED = event("""
        {"id":"gen-1","error":{"code":502,"message":"Overloaded","metadata":{"provider_name":"Acme",\
        "error_type":"provider_overloaded"}},"choices":[{"index":0,"delta":{"content":""},\
        "finish_reason":"error"}]}\
        """);

    @Test
    void errorBesideAChoiceIsTold() throws Exception {
        StreamErrorException end = afterHello(OVERLOADED);
        assertEquals("502", end.code());
        assertEquals("provider_overloaded", end.type());
        assertEquals("Acme", end.provider());
        assertTrue(end.retryable());
        assertTrue(end.getMessage().contains("Overloaded"), end::getMessage);
        assertTrue(end.getMessage().contains("Acme"), end::getMessage);
        assertEquals(FinishReason.ERROR, end.completion().finishReason());
    }

    @Test
    void errorCountsAlsoWhereNoChunkFollowsIt() throws Exception {
        assertEquals("502", afterHello(OVERLOADED, event("{\"choices")).code());
    }

    @Test
    void errorWithEmptyChoicesIsTold() throws Exception {
        var end = afterHello(event("{\"choices\":[],\"error\":{\"code\":400,\"message\":\"Too long\"}}"), DONE);
        assertEquals("400", end.code());
        assertFalse(end.retryable());
    }

    @Test
    void errorWithoutChoicesIsTold() throws Exception {
        assertEquals(
                "502",
                afterHello(event("{\"error\":{\"code\":502,\"message\":\"No\"},\"user_id\":\"u\"}"))
                        .code());
        assertEquals(
                "tool_use_failed",
                afterHello("event: error\n" + event("{\"error\":{\"message\":\"No\",\"code\":\"tool_use_failed\"}}"))
                        .code());
    }

    @Test
    void errorInAChoiceIsTold() throws Exception {
        var end = afterHello(event("""
            {"choices":[{"index":0,"delta":{},"finish_reason":null,"error":{"code":502,"message":"Lost"}}]}\
            """));
        assertEquals("502", end.code());
        assertNotNull(end.completion().choices().getFirst().error());
    }

    @Test
    void finishReasonErrorAloneIsTold() throws Exception {
        var end = afterHello(finish("error"), DONE);
        assertNull(end.error());
        assertNull(end.code());
        assertTrue(end.getMessage().contains("finish reason"), end::getMessage);
    }

    @Test
    void codeMayBeAWord() throws Exception {
        var end = afterHello(event("{\"error\":{\"code\":\"server_error\",\"message\":\"No\",\"type\":\"oops\"}}"));
        assertEquals("server_error", end.code());
        assertEquals("oops", end.type());
    }

    @Test
    void errorMayBeAText() throws Exception {
        assertTrue(afterHello(event("{\"error\":\"Out of luck\"}")).getMessage().contains("Out of luck"));
    }

    @Test
    void errorAfterAFinishReasonIsAnError() throws Exception {
        afterHello(STOP, event("{\"error\":{\"code\":502,\"message\":\"No\"}}"), DONE);
    }

    @Test
    void errorThatIsNullIsHealthy() throws Exception {
        String healthy =
                event("{\"error\":null,\"choices\":[{\"index\":0,\"delta\":{\"content\":\"!\"},\"error\":null}]}");
        try (var server = RawServer.answering(stream(HELLO, healthy, STOP, DONE));
                OpenRouter openRouter = client(server)) {
            assertEquals("Hello!", whole(openRouter.chat().stream(ASK)).text());
        }
    }

    @Test
    void usageAfterTheErrorIsInTheCompletion() throws Exception {
        var end = afterHello(OVERLOADED, USAGE, DONE);
        assertNotNull(end.completion().usage());
        assertEquals(5, end.completion().usage().totalTokens());
    }

    @Test
    void usageAfterAnErrorThatComesFirstIsInTheCompletion() throws Exception {
        var errorRead = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(event("{\"error\":{\"code\":400,\"message\":\"No\"}}")));
                    errorRead.await();
                    connection.send(chunk(USAGE + DONE) + RawServer.lastChunk());
                });
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertNotNull(stream.next());
            errorRead.countDown();
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, "", stream);
            assertNotNull(end.completion().usage());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void serverThatSaysNoMoreAfterTheErrorIsNotWaitedForLong() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO + OVERLOADED));
                    assertTrue(connection.awaitClosedByPeer(LONG));
                });
                OpenRouter openRouter = client(server)) {
            failure(StreamErrorException.class, StreamEnd.ERROR, "Hello", openRouter.chat().stream(ASK));
        }
    }

    @Test
    void serverThatGoesOnForEverAfterTheErrorIsNotReadForLong() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(head() + chunk(HELLO + OVERLOADED));
                    while (true) {
                        connection.write(chunk(": still here\n\n".repeat(1000)));
                    }
                });
                OpenRouter openRouter = client(server)) {
            failure(StreamErrorException.class, StreamEnd.ERROR, "Hello", openRouter.chat().stream(ASK));
        }
    }

    // Errors before content, and other attempts

    @Test
    void errorAsFirstEventIsTriedAgainWhereThatMakesSense() throws Exception {
        String limited = event("{\"error\":{\"code\":429,\"message\":\"Slow down\"}}");
        try (var server = RawServer.answering(
                        inTurn(stream(ROLE, OVERLOADED, DONE), stream(limited, DONE), stream(HELLO, STOP, DONE)));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = whole(openRouter.chat().stream(ASK));
            assertEquals("Hello", whole.text());
            assertNull(whole.error());
            assertNotNull(whole.delivery());
            assertEquals(2, whole.delivery().retries().size());
            assertTrue(whole.delivery().retries().getFirst().failure().contains("Overloaded"));
            assertTrue(whole.delivery().retries().getLast().failure().contains("Slow down"));
            assertEquals(2, whole.delivery().chunks(), "what a failed attempt brought does not count");
            assertEquals(3, server.connections());
        }
    }

    @Test
    void lastAttemptsErrorIsTheEnd() throws Exception {
        try (var server = RawServer.answering(stream(OVERLOADED, USAGE, DONE));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, "", openRouter.chat().stream(ASK));
            assertEquals(2, end.completion().delivery().retries().size());
            assertNotNull(end.completion().usage());
            assertEquals(3, server.connections());
        }
    }

    @Test
    void errorAsFirstEventIsNotTriedAgainWhereThatMakesNoSense() throws Exception {
        for (String error : new String[] {
            "{\"code\":400,\"message\":\"No\"}",
            "{\"code\":502,\"message\":\"No\",\"availability\":{\"retryable\":false}}",
            "{\"message\":\"No\"}"
        }) {
            try (var server = RawServer.answering(stream(event("{\"error\":" + error + "}"), DONE));
                    OpenRouter openRouter = client(server)) {
                failure(StreamErrorException.class, StreamEnd.ERROR, "", openRouter.chat().stream(ASK));
                assertEquals(1, server.connections(), error);
            }
        }
    }

    @Test
    void serversOwnWordMakesAnErrorWorthAnotherTry() throws Exception {
        String error = event("{\"error\":{\"message\":\"No\",\"availability\":{\"retryable\":true}}}");
        try (var server = RawServer.answering(inTurn(stream(error), stream(HELLO, STOP)));
                OpenRouter openRouter = client(server)) {
            assertEquals("Hello", whole(openRouter.chat().stream(ASK)).text());
        }
    }

    @Test
    void nothingIsTriedAgainWhereThatIsNotWanted() throws Exception {
        try (var server = RawServer.answering(stream(OVERLOADED, DONE));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK, options -> options.retry(RetryPolicy.NONE));
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, "", stream);
            assertEquals(0, end.completion().delivery().retries().size());
            assertEquals(1, server.connections());
        }
    }

    private static StreamErrorException afterHello(String... pieces) throws Exception {
        var all = new String[pieces.length + 1];
        all[0] = HELLO;
        System.arraycopy(pieces, 0, all, 1, pieces.length);
        try (var server = RawServer.answering(stream(all));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(StreamErrorException.class, StreamEnd.ERROR, "Hello", stream);
            assertEquals("gen-head", end.generationId());
            assertEquals(1, server.connections(), "never again after content");
            return end;
        }
    }
}
