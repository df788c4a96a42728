package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.LONG;
import static io.github.openrouterjava.chat.Wires.answer;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.error.ApiException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The answer that is not streamed. */
class CompleteTest {
    private static final String HELLO = """
        {"id":"gen-1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},\
        "finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}\
        """;

    @Test
    void wholeAnswerTellsHowItCame() throws Exception {
        try (var server = RawServer.answering(answer(200, HELLO, "X-Generation-Id", "gen-head"));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = openRouter.chat().complete(ASK);
            assertEquals("Hello", whole.text());
            assertEquals(5, whole.usage().totalTokens());
            assertEquals(StreamEnd.COMPLETE, whole.delivery().end());
            assertEquals("gen-head", whole.delivery().generationId());
            assertEquals(HELLO.length(), whole.delivery().bytes());
            assertEquals(0, whole.delivery().retries().size());
        }
    }

    @Test
    void blanksThatKeepTheConnectionAliveAreNothing() throws Exception {
        String blanks = "\n         \n\n         \n";
        try (var server = RawServer.answering(answer(200, blanks + HELLO + "\n"));
                OpenRouter openRouter = client(server)) {
            assertEquals("Hello", openRouter.chat().complete(ASK).text());
        }
    }

    @Test
    void bodyOverTheLimitIsRefusedAndNotReadToItsEnd() throws Exception {
        RawServer.Script tooLong = connection -> {
            connection.readRequest();
            connection.send(RawServer.head(200, "Content-Type", "application/json") + "{\"a\":\"");
            String megabyte = "x".repeat(1 << 20);
            for (int sent = 0; sent < 200; sent++) {
                connection.send(megabyte); // until the client hangs up
            }
        };
        try (var server = RawServer.answering(tooLong);
                OpenRouter openRouter = client(server)) {
            var whole = assertThrows(
                    StreamDecodeException.class, () -> openRouter.chat().complete(ASK));
            assertTrue(whole.getMessage().contains("over the limit"), whole::getMessage);
            var stream = assertThrows(
                    StreamDecodeException.class,
                    () -> openRouter.chat().stream(ASK).next());
            assertTrue(stream.getMessage().contains("over the limit"), stream::getMessage);
        }
    }

    @Test
    void errorInPlaceOfTheAnswerIsAnApiError() throws Exception {
        try (var server = RawServer.answering(
                        answer(200, "\n{\"error\":{\"code\":402,\"message\":\"No credits\"},\"user_id\":\"u\"}"));
                OpenRouter openRouter = client(server)) {
            var end = assertThrows(ApiException.class, () -> openRouter.chat().complete(ASK));
            assertEquals(200, end.status());
            assertEquals("402", end.code());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void errorInAChoiceKeepsWhatThereIs() throws Exception {
        String body = """
            {"id":"gen-1","choices":[{"index":0,"message":{"content":"Hel"},"finish_reason":"error",\
            "error":{"code":400,"message":"Lost","metadata":{"error_type":"provider_error"}}}]}\
            """;
        for (String failed : new String[] {body, body.replaceFirst(",\"error\":\\{.*?}}", "")}) {
            try (var server = RawServer.answering(answer(200, failed, "X-Generation-Id", "gen-head"));
                    OpenRouter openRouter = client(server)) {
                var end = assertThrows(
                        StreamErrorException.class, () -> openRouter.chat().complete(ASK));
                assertEquals("Hel", end.completion().text());
                assertEquals("gen-head", end.generationId());
                assertEquals(StreamEnd.ERROR, end.completion().delivery().end());
                assertEquals(failed.contains("Lost") ? "provider_error" : null, end.type());
            }
        }
    }

    @Test
    void answerThatIsCutOffIsToldAndNotPaidForAgain() throws Exception {
        RawServer.Script broken = connection -> {
            connection.readRequest();
            connection.send(
                    RawServer.head(200, "Content-Length", "1000", "X-Generation-Id", "gen-head") + HELLO.substring(9));
        };
        for (RawServer.Script cut : new RawServer.Script[] {
            broken,
            answer(200, HELLO.substring(0, 50), "X-Generation-Id", "gen-head"),
            answer(200, " \n ", "X-Generation-Id", "gen-head")
        }) {
            try (var server = RawServer.answering(cut);
                    OpenRouter openRouter = client(server)) {
                var end = assertThrows(
                        StreamInterruptedException.class,
                        () -> openRouter.chat().complete(ASK));
                assertEquals("gen-head", end.generationId());
                assertEquals(1, server.connections());
            }
        }
        try (var server = RawServer.answering(inTurn(answer(200, ""), answer(503, "{}"), answer(200, HELLO)));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = openRouter.chat().complete(ASK);
            assertEquals("Hello", whole.text());
            assertEquals(2, whole.delivery().retries().size());
        }
    }

    @Test
    void jsonThatIsNeitherAnswerNorErrorIsUndecodable() throws Exception {
        for (String body : new String[] {"{}", "[]", "{\"hello\":\"world\"}", "5", "null"}) {
            try (var server = RawServer.answering(answer(200, body));
                    OpenRouter openRouter = client(server)) {
                assertThrows(
                        StreamDecodeException.class, () -> openRouter.chat().complete(ASK), body);
                assertThrows(StreamDecodeException.class, openRouter.chat().stream(ASK)::next, body);
            }
        }
    }

    @Test
    void webPageIsNoAnswer() throws Exception {
        try (var server = RawServer.answering(answer(200, "<html><title>Log in</title></html>"));
                OpenRouter openRouter = client(server)) {
            var end = assertThrows(
                    StreamDecodeException.class, () -> openRouter.chat().complete(ASK));
            assertTrue(end.getMessage().contains("Log in"), end::getMessage);
            assertEquals(StreamEnd.UNDECODABLE, end.completion().delivery().end());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void interruptingTheCallerEndsTheCall() throws Exception {
        var requestCame = new CountDownLatch(1);
        var clientLeft = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    requestCame.countDown();
                    assertTrue(connection.awaitClosedByPeer(LONG));
                    clientLeft.countDown();
                });
                OpenRouter openRouter = client(server)) {
            var calling = new FutureTask<>(() ->
                    assertThrows(RuntimeException.class, () -> openRouter.chat().complete(ASK)));
            Thread caller = Thread.ofPlatform().daemon().start(calling);
            requestCame.await();
            caller.interrupt();
            var end = assertInstanceOf(StreamCancelledException.class, calling.get(5, TimeUnit.SECONDS));
            assertEquals(StreamEnd.CANCELLED, end.completion().delivery().end());
            assertTrue(clientLeft.await(5, TimeUnit.SECONDS));
        }
    }
}
