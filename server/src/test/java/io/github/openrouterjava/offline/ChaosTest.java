package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code offline/chaos} over HTTP, as a client sees it. */
@Timeout(60)
class ChaosTest {
    private static OpenRouter client(LocalOpenRouter server) {
        return OpenRouter.builder()
                .baseUrl(server.baseUrl())
                .apiKey("any")
                .retry(RetryPolicy.NONE)
                .clocks(new Clocks(null, Duration.ofSeconds(1), Duration.ofMillis(500), null))
                .build();
    }

    private static ChatRequest chaos(String settings) {
        return ChatRequest.of("offline/chaos" + settings, Message.user("Go."));
    }

    /** How the stream ended, its text so far in it where there is any. */
    private static OpenRouterException failure(OpenRouter openRouter, String settings) {
        return assertThrows(OpenRouterException.class, () -> {
            try (ChatStream stream = openRouter.chat().stream(chaos(settings))) {
                stream.forEach(chunk -> {});
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"rate_limit,429", "unavailable,503"})
    void anErrorInPlaceOfAnAnswer(String fault, int status) {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server)) {
            var refused = assertInstanceOf(ApiException.class, failure(openRouter, ":" + fault + "=1"));
            assertEquals(status, refused.status());
            assertEquals(status == 429 ? Duration.ofSeconds(1) : null, refused.retryAfter());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "error,io.github.openrouterjava.chat.StreamErrorException",
        "cut,io.github.openrouterjava.chat.StreamInterruptedException",
        "stall,io.github.openrouterjava.chat.StreamTimeoutException",
        "malformed,io.github.openrouterjava.chat.StreamDecodeException"
    })
    void aFailureInTheMiddleOfAnAnswer(String fault, Class<? extends StreamException> kind) {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server)) {
            var failed = assertInstanceOf(kind, failure(openRouter, ":" + fault + "=1"));
            assertFalse(failed.completion().text().isEmpty());
            assertThrows(OpenRouterException.class, () -> openRouter.chat().complete(chaos(":" + fault + "=1")));
        }
    }

    @Test
    void aShortAnswerFailsToo() {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(chaos(":cut=1").maxTokens(1))) {
            assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
        }
    }

    @Test
    void anAnswerThatComesByteByByteIsWhole() {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(chaos(":drip=1").maxTokens(2))) {
            stream.forEach(chunk -> {});
            assertEquals("length", stream.completion().finishReason().value());
        }
    }

    @Test
    void theSameSeedFailsTheSameWay() throws Exception {
        var statuses = new TreeSet<Integer>();
        for (int seed = 0; seed < 100; seed++) {
            int status = status(seed);
            statuses.add(status);
            assertEquals(status, status(seed));
        }
        assertEquals(Set.of(200, 429, 503), statuses);
    }

    private static int status(int seed) throws IOException {
        String request = Response.request("offline/chaos", "Go", ",\"offline\":{\"seed\":" + seed + "}");
        try (Exchange exchange = new OfflineTransport().open(Response.post(request))) {
            return exchange.head(Exchange.NEVER, Exchange.NEVER).status();
        }
    }

    @Test
    void aSettingThatIsNotThereIsNamed() throws Exception {
        Response refused = Response.to(Response.request("offline/chaos:explode=1", "Go", ""));
        assertEquals(400, refused.head().status());
        assertTrue(refused.body().contains("explode") && refused.body().contains("malformed"), refused.body());
        assertEquals(
                400,
                Response.to(Response.request("offline/chaos:cut=2", "Go", ""))
                        .head()
                        .status());
    }
}
