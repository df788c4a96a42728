package io.github.openrouterjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConfigurationException;
import io.github.openrouterjava.error.ConnectionException;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be shown is not, and hiding it spoils nothing else. */
class SecretsTest {
    private static final ChatRequest ASK = ChatRequest.of("m", Message.user("Hi"));

    @ParameterizedTest
    @ValueSource(strings = {"null", "1234", "code", "sk-or-v1-abcdef"})
    void keyThatLooksLikeAnythingSpoilsNoError(String key) throws Exception {
        String error = "{\"error\":{\"code\":1234,\"message\":\"bad key " + key + "\",\"metadata\":null}}";
        RawServer.Script script = connection -> {
            connection.readRequest();
            String data = "data: " + error + "\n\n";
            connection.send(RawServer.head(200, "Content-Length", "" + data.length(), "Connection", "close") + data);
        };
        try (var server = RawServer.answering(script);
                OpenRouter openRouter = OpenRouter.builder()
                        .baseUrl(server.uri("/v1"))
                        .apiKey(key)
                        .retry(RetryPolicy.NONE)
                        .build()) {
            var end = assertThrows(
                    StreamErrorException.class,
                    () -> openRouter.chat().stream(ASK).forEach(chunk -> {}));
            assertEquals("1234", end.code());
            assertTrue(end.getMessage().contains("bad key ***"), end::getMessage);
        }
    }

    @Test
    void userNamesPasswordsAndQueriesOfAddressesAreNotShown() {
        var address = URI.create("http://bob:hunter2@127.0.0.1:1/v1?key=topsecret");
        try (OpenRouter openRouter =
                OpenRouter.builder().baseUrl(address).retry(RetryPolicy.NONE).build()) {
            var end = assertThrows(ConnectionException.class, openRouter.chat().stream(ASK)::next);
            assertHidden(end.toString() + end.getCause());
        }
        assertHidden(new HttpRequest("POST", address, Headers.NONE, new byte[0]).toString());
        var ftp = URI.create("ftp://bob:hunter2@host/?key=topsecret");
        assertHidden(assertThrows(
                        ConfigurationException.class,
                        () -> OpenRouter.builder().baseUrl(ftp).build())
                .getMessage());
        assertHidden(assertThrows(
                        ConfigurationException.class,
                        () -> OpenRouter.builder().baseUrl("http://bob:hunter2@[bad/?key=topsecret"))
                .getMessage());
    }

    @Test
    void onlyHarmlessHeadersShowTheirValues() {
        var headers = Headers.of("Content-Type", "text/plain", "X-Goog-Api-Key", "hunter2", "X-Own", "topsecret");
        assertTrue(headers.toString().contains("Content-Type: text/plain"));
        assertHidden(headers.toString());
    }

    @Test
    void failureSurvivesTheWayToAnotherMachine() throws Exception {
        RawServer.Script script = connection -> {
            connection.readRequest();
            String body = "{\"error\":{\"code\":503,\"message\":\"Busy\",\"metadata\":{\"provider_name\":\"Acme\"}}}";
            connection.send(RawServer.head(503, "Content-Length", "" + body.length(), "Connection", "close") + body);
        };
        try (var server = RawServer.answering(script);
                OpenRouter openRouter = OpenRouter.builder()
                        .baseUrl(server.uri("/v1"))
                        .retry(RetryPolicy.NONE)
                        .build()) {
            var sent = assertThrows(ApiException.class, () -> openRouter.chat().complete(ASK));
            var bytes = new ByteArrayOutputStream();
            new ObjectOutputStream(bytes).writeObject(sent);
            var came = (ApiException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
            assertEquals(sent.getMessage(), came.getMessage());
            assertEquals("Acme", came.provider());
            assertTrue(came.retryable());
            assertEquals(sent.body(), came.body());
        }
    }

    private static void assertHidden(String text) {
        assertFalse(text.contains("hunter2") || text.contains("topsecret"), text);
    }
}
