package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.event;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failure within a stream says about another try counts as it does in an HTTP error. */
@Timeout(30) // a wait that should have been refused shows as a failure, not as an hour
class RetryTest {
    private static final String OVERLOADED = event("{\"error\":{\"code\":502,\"message\":\"No\"},\"choices\":[]}");

    @Test
    void waitThatAnErrorInTheStreamAsksForIsHonoured() throws Exception {
        String tooLong = event("{\"error\":{\"code\":503,\"message\":\"Busy\","
                + "\"availability\":{\"retryable\":true,\"retry_after\":3600}}}");
        try (var server = RawServer.answering(stream(tooLong));
                OpenRouter openRouter = client(server)) {
            var end = assertThrows(StreamErrorException.class, () -> read(openRouter));
            assertEquals(Duration.ofHours(1), end.retryAfter());
            assertEquals(1, server.connections(), "an hour is more than the client waits");
        }
    }

    @Test
    void codeMayBeANumberInAString() throws Exception {
        String error = event("{\"error\":{\"code\":\"429\",\"message\":\"Slow down\"}}");
        try (var server = RawServer.answering(inTurn(stream(error), stream(text("Hello"), STOP, DONE)));
                OpenRouter openRouter = client(server)) {
            assertEquals("Hello", read(openRouter).text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"delta\":{\"annotations\":[{\"type\":\"url_citation\"}]}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"function_call\":{\"name\":\"f\"}}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":{\"content\":[{\"token\":\"a\"}]}}]}"
            })
    void nothingThatWasGivenIsGivenTwice(String chunk) throws Exception {
        try (var server = RawServer.answering(stream(event(chunk), OVERLOADED));
                OpenRouter openRouter = client(server)) {
            assertThrows(StreamErrorException.class, () -> read(openRouter));
            assertEquals(1, server.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event: error\ndata: {\"message\":\"No luck\",\"code\":400}\n\n",
                "data: {\"object\":\"error\",\"message\":\"No luck\",\"code\":400}\n\n"
            })
    void errorThatIsAnEventOfItsOwnEndsTheStreamAsOne(String error) throws Exception {
        try (var server = RawServer.answering(stream(text("Hello"), error, DONE));
                OpenRouter openRouter = client(server)) {
            var end = assertThrows(StreamErrorException.class, () -> read(openRouter));
            assertEquals("400", end.code());
            assertEquals("Hello", end.completion().text());
        }
    }

    @Test
    void wordNullIsNoFinishReason() throws Exception {
        String half = event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hal\"},\"finish_reason\":\"null\"}]}");
        try (var server = RawServer.answering(stream(half));
                OpenRouter openRouter = client(server)) {
            assertThrows(StreamInterruptedException.class, () -> read(openRouter));
        }
    }

    @Test
    void nothingIsReadAfterAnErrorOfTheMachine() throws Exception {
        try (var server = RawServer.answering(stream(text("Hello"), STOP, DONE));
                OpenRouter openRouter = Wires.builder(server)
                        .afterResponse((request, head) -> {
                            throw new StackOverflowError("mine");
                        })
                        .build()) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertThrows(StackOverflowError.class, stream::next);
            assertThrows(IllegalStateException.class, stream::next);
            assertEquals(StreamEnd.INTERRUPTED, stream.end());
            assertEquals(1, server.connections());
        }
    }

    @Test
    void headOfARefusalIsKnownToo() throws Exception {
        try (var server = RawServer.answering(
                        Wires.answer(400, "{\"error\":{\"message\":\"No\"}}", "X-Generation-Id", "gen-refused"));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertThrows(io.github.openrouterjava.error.ApiException.class, stream::next);
            assertNotNull(stream.head());
            assertEquals("gen-refused", stream.generationId());
        }
    }

    private static ChatCompletion read(OpenRouter openRouter) {
        try (var stream = openRouter.chat().stream(ASK)) {
            while (stream.next() != null) {}
            return stream.completion();
        }
    }
}
