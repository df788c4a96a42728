package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Wires.ASK;
import static io.github.openrouterjava.chat.Wires.DONE;
import static io.github.openrouterjava.chat.Wires.STOP;
import static io.github.openrouterjava.chat.Wires.answer;
import static io.github.openrouterjava.chat.Wires.builder;
import static io.github.openrouterjava.chat.Wires.client;
import static io.github.openrouterjava.chat.Wires.failure;
import static io.github.openrouterjava.chat.Wires.inTurn;
import static io.github.openrouterjava.chat.Wires.stream;
import static io.github.openrouterjava.chat.Wires.text;
import static io.github.openrouterjava.chat.Wires.whole;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.RawServer;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are answered with something else than a stream, and when they are made again. */
class RefusedCallTest {
    private static final RawServer.Script FINE = stream(text("Hello"), STOP, DONE);

    // HTTP errors

    @ParameterizedTest
    @CsvSource({
        "400, false, ''",
        "401, false, OPENROUTER_API_KEY",
        "402, false, credits",
        "403, false, ''",
        "404, false, model",
        "408, true, ''",
        "413, false, ''",
        "422, false, ''",
        "429, true, ''",
        "500, true, ''",
        "502, true, ''",
        "503, true, ''",
        "504, true, ''",
        "524, true, ''",
        "529, true, ''"
    })
    void statusSaysWhetherAnotherTryMakesSenseAndWhatToDo(int status, boolean retryable, String hint) throws Exception {
        String body = "{\"error\":{\"code\":" + status + ",\"message\":\"No luck\",\"metadata\":"
                + "{\"provider_name\":\"Acme\",\"error_type\":\"bad_luck\"}},\"user_id\":\"u\"}";
        try (var server = RawServer.answering(answer(status, body, "X-Generation-Id", "gen-error"));
                OpenRouter openRouter = client(server)) {
            ApiException stream = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertEquals(retryable ? 3 : 1, server.connections());
            ApiException whole =
                    assertThrows(ApiException.class, () -> openRouter.chat().complete(ASK));
            assertEquals(retryable ? 6 : 2, server.connections());
            for (ApiException end : new ApiException[] {stream, whole}) {
                assertEquals(status, end.status());
                assertEquals(retryable, end.retryable());
                assertEquals("" + status, end.code());
                assertEquals("bad_luck", end.type());
                assertEquals("Acme", end.provider());
                assertEquals("gen-error", end.generationId());
                assertTrue(end.getMessage().contains("No luck"), end::getMessage);
                assertTrue(end.getMessage().contains(hint), end::getMessage);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"error":{"message":"No luck"}}                                     | No luck
        {"error":"No luck"}                                                 | No luck
        {"code":"The caller","error":"No luck"}                             | No luck
        {"message":"No luck","type":"t","param":"p","code":"c"}             | No luck
        {"object":"error","message":"No luck","raw_status_code":400}        | No luck
        {"detail":"Unauthorized"}                                           | Unauthorized
        {"detail":[{"loc":["body","model"],"msg":"Field required"}]}        | Field required
        {"code":400,"reason":"No luck","message":"No luck","metadata":{}}   | No luck
        [{"error":{"code":400,"message":"No luck"}}]                        | No luck
        {"error":{"innererror":{"code":"Filter"},"details":[]}}             | Filter
        <html><head><title>502 Bad Gateway</title></head></html>            | 502 Bad Gateway
        upstream connect error                                              | upstream connect error
        ''                                                                  | empty
        {"error":                                                           | {"error":
        """)
    void errorsBodyIsReadWhateverItsShape(String body, String words) throws Exception {
        try (var server = RawServer.answering(answer(400, body));
                OpenRouter openRouter = client(server)) {
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertEquals(400, end.status());
            assertTrue(end.getMessage().contains(words), end::getMessage);
        }
    }

    @Test
    void errorsBodyThatIsCutOffLosesNothingOfWhatCame() throws Exception {
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(400, "Content-Length", "1000") + "No luck at all");
                });
                OpenRouter openRouter = client(server)) {
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertTrue(end.getMessage().contains("No luck at all"), end::getMessage);
        }
    }

    @Test
    void redirectIsToldNotFollowed() throws Exception {
        try (var server = RawServer.answering(answer(301, "", "Location", "https://elsewhere.example/api/v1"));
                OpenRouter openRouter = client(server)) {
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertEquals(301, end.status());
            assertTrue(end.getMessage().contains("https://elsewhere.example/api/v1"), end::getMessage);
            assertEquals(1, server.connections());
        }
    }

    // Other attempts

    @Test
    void serverThatIsBusyIsAskedAgain() throws Exception {
        try (var server = RawServer.answering(inTurn(answer(503, "{\"error\":\"Busy\"}"), answer(429, "{}"), FINE));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = whole(openRouter.chat().stream(ASK));
            assertEquals("Hello", whole.text());
            assertEquals(2, whole.delivery().retries().size());
            assertTrue(whole.delivery().retries().getFirst().failure().contains("Busy"));
            assertEquals("gen-head", whole.delivery().generationId());
        }
    }

    @Test
    void openTriesAgainToo() throws Exception {
        try (var server = RawServer.answering(inTurn(answer(503, "{}"), FINE));
                OpenRouter openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(ASK).open()) {
            assertEquals(200, stream.head().status());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void retryAfterIsWaitedFor() throws Exception {
        for (String header : new String[] {"retry-after-ms: 120", "Retry-After: 0.12"}) {
            String[] field = header.split(": ");
            try (var server = RawServer.answering(inTurn(answer(429, "{}", field), FINE));
                    OpenRouter openRouter = client(server)) {
                ChatCompletion whole = whole(openRouter.chat().stream(ASK));
                var waited = whole.delivery().retries().getFirst().waited();
                assertEquals(Duration.ofMillis(120), waited, header);
                assertTrue(whole.delivery().timings().total().compareTo(waited) >= 0);
            }
        }
    }

    @Test
    void retryAfterMayBeADate() throws Exception {
        var soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(100);
        try (var server = RawServer.answering(
                        answer(429, "{}", "Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(soon)));
                OpenRouter openRouter = client(server)) {
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertNotNull(end.retryAfter());
            assertTrue(end.retryAfter().toSeconds() > 90 && end.retryAfter().toSeconds() <= 100, end::getMessage);
        }
        try (var server = RawServer.answering(
                        inTurn(answer(429, "{}", "Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"), FINE));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = whole(openRouter.chat().stream(ASK));
            assertEquals(Duration.ZERO, whole.delivery().retries().getFirst().waited());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Thursday, 31-Dec-99 23:59:59 GMT", "Thu Dec 31 23:59:59 2099", "Tue Dec  1 23:59:59 2099"})
    void datesOfOldFormsAreDatesToo(String date) throws Exception {
        try (var server = RawServer.answering(answer(429, "{}", "Retry-After", date));
                OpenRouter openRouter = client(server)) {
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertNotNull(end.retryAfter());
            assertTrue(end.retryAfter().toDays() > 365, end::getMessage);
            assertEquals(1, server.connections());
        }
    }

    @Test
    void errorItselfMaySayHowLongToWait() throws Exception {
        for (String error : new String[] {
            "{\"error\":{\"code\":429,\"metadata\":{\"retry_after_seconds\":0.05}}}",
            "{\"error\":{\"availability\":{\"retryable\":true,\"retry_after\":0.05}}}"
        }) {
            try (var server = RawServer.answering(inTurn(answer(429, error), FINE));
                    OpenRouter openRouter = client(server)) {
                ChatCompletion whole = whole(openRouter.chat().stream(ASK));
                assertEquals(
                        Duration.ofMillis(50),
                        whole.delivery().retries().getFirst().waited());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "99999999999999999999999", "1e300"})
    void serverThatAsksForALongerWaitThanTheLongestIsNotAskedAgain(String seconds) throws Exception {
        try (var server = RawServer.answering(answer(429, "{}", "Retry-After", seconds));
                OpenRouter openRouter = client(server)) {
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertNotNull(end.retryAfter());
            assertTrue(end.retryAfter().compareTo(Wires.QUICK.longestWait()) > 0);
            assertEquals(1, server.connections());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5", "NaN", "Infinity", ".", "", "0x10"})
    void absurdRetryAfterIsNone(String value) throws Exception {
        try (var server = RawServer.answering(inTurn(answer(429, "{}", "Retry-After", value), FINE));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = whole(openRouter.chat().stream(ASK));
            assertTrue(whole.delivery().retries().getFirst().waited().toMillis() <= 1);
        }
    }

    @Test
    void serverThatHangsUpWithoutAWordIsAskedAgain() throws Exception {
        try (var server = RawServer.answering(inTurn(connection -> connection.readRequest(), FINE));
                OpenRouter openRouter = client(server)) {
            ChatCompletion whole = whole(openRouter.chat().stream(ASK));
            assertEquals("Hello", whole.text());
            assertEquals(1, whole.delivery().retries().size());
        }
    }

    @Test
    void bodyThatBreaksBeforeContentIsAskedForAgain() throws Exception {
        RawServer.Script cut = connection -> {
            connection.readRequest();
            connection.send(Wires.head() + RawServer.chunk(": OPENROUTER PROCESSING\n\n" + Wires.ROLE));
        };
        try (var server = RawServer.answering(inTurn(cut, FINE));
                OpenRouter openRouter = client(server)) {
            assertEquals("Hello", whole(openRouter.chat().stream(ASK)).text());
            assertEquals(2, server.connections());
        }
    }

    @Test
    void refusedConnectionIsNamedAfterTheLastAttempt() throws Exception {
        int port;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (var openRouter = OpenRouter.builder()
                .baseUrl("http://127.0.0.1:" + port + "/v1")
                .retry(Wires.QUICK)
                .build()) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(ConnectionException.class, StreamEnd.INTERRUPTED, stream);
            assertTrue(end.getMessage().contains("127.0.0.1:" + port), end::getMessage);
            assertEquals(2, stream.completion().delivery().retries().size());
            assertThrows(ConnectionException.class, () -> openRouter.chat().complete(ASK));
        }
    }

    @Test
    void oneAttemptIsOneAttempt() throws Exception {
        try (var server = RawServer.answering(inTurn(answer(503, "{}"), FINE));
                OpenRouter openRouter = builder(server).retry(RetryPolicy.NONE).build()) {
            failure(ApiException.class, StreamEnd.ERROR, openRouter.chat().stream(ASK));
            assertEquals(1, server.connections());
        }
    }

    // A 200 that is no stream

    @Test
    void completionInPlaceOfAStreamIsToldAndKept() throws Exception {
        String body =
                "\n {\"id\":\"gen-9\",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}";
        try (var server = RawServer.answering(answer(200, body, "X-Generation-Id", "gen-head"));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, stream);
            assertEquals("Hi", end.completion().text());
            assertEquals("gen-head", end.generationId());
            assertTrue(end.getMessage().contains("JSON although a stream was asked for"), end::getMessage);
            assertEquals(1, server.connections());
        }
    }

    @Test
    void errorInPlaceOfAStreamIsAnApiError() throws Exception {
        try (var server = RawServer.answering(inTurn(
                        answer(200, "  \n{\"error\":{\"code\":502,\"message\":\"No luck\"}}"),
                        answer(
                                200,
                                "{\"error\":{\"code\":400,\"message\":\"No luck\"}}",
                                "X-Generation-Id",
                                "gen-e")));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            ApiException end = failure(ApiException.class, StreamEnd.ERROR, stream);
            assertEquals(200, end.status());
            assertEquals("400", end.code());
            assertEquals("gen-e", end.generationId());
            assertFalse(end.retryable());
            assertEquals(1, stream.completion().delivery().retries().size(), "the 502 was worth another try");
        }
    }

    @Test
    void webPageInPlaceOfAStreamIsTold() throws Exception {
        try (var server = RawServer.answering(answer(200, "<!doctype html><title>Log in</title>"));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, "", openRouter.chat().stream(ASK));
            assertTrue(end.getMessage().contains("Log in"), end::getMessage);
            assertTrue(end.getMessage().contains("/api/v1"), end::getMessage);
            assertTrue(end.excerpt().startsWith("<!doctype"), end::excerpt);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OK", "Not a stream\nat all\n"})
    void textInPlaceOfAStreamIsTold(String text) throws Exception {
        try (var server = RawServer.answering(answer(200, text));
                OpenRouter openRouter = client(server)) {
            var end = failure(StreamDecodeException.class, StreamEnd.UNDECODABLE, "", openRouter.chat().stream(ASK));
            assertTrue(end.excerpt().startsWith(text.substring(0, 2)), end::excerpt);
        }
    }

    @Test
    void jsonThatIsCutOffIsACut() throws Exception {
        try (var server = RawServer.answering(answer(200, "{\"choices\":["));
                OpenRouter openRouter = client(server)) {
            failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "", openRouter.chat().stream(ASK));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n", "data: \n\n"})
    void nothingInPlaceOfAStreamIsACutAndTriedAgain(String nothing) throws Exception {
        try (var server = RawServer.answering(answer(200, nothing, "X-Generation-Id", "gen-head"));
                OpenRouter openRouter = client(server)) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var end = failure(StreamInterruptedException.class, StreamEnd.INTERRUPTED, "", stream);
            assertEquals("gen-head", end.generationId());
            assertEquals(2, end.completion().delivery().retries().size());
            assertEquals(3, server.connections());
            assertNull(end.completion().finishReason());
        }
    }
}
