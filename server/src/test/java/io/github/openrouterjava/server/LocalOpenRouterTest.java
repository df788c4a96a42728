package io.github.openrouterjava.server;

import static io.github.openrouterjava.server.RawClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.error.ApiException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LocalOpenRouterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static OpenRouter client(LocalOpenRouter server) {
        return OpenRouter.builder().baseUrl(server.baseUrl()).apiKey("any").build();
    }

    private static ChatRequest lorem(String settings) {
        return ChatRequest.of("offline/lorem:" + settings, Message.user("Go."));
    }

    private static String body(String model) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}]}";
    }

    private static JsonNode get(LocalOpenRouter server, String path) throws IOException {
        try (var client = new RawClient(server.uri())) {
            String head = client.send(request("GET", path, "", "")).head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            return JSON.readTree(client.body(head));
        }
    }

    @Test
    void aStreamOverHttpIsWhole() {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(lorem("tokens=500,tps=0,seed=3"))) {
            stream.forEach(chunk -> {});
            assertEquals(StreamEnd.COMPLETE, stream.end());
            ChatCompletion whole = openRouter.chat().complete(lorem("tokens=500,tps=0,seed=3"));
            assertEquals(whole.text(), stream.completion().text());
            assertEquals(500, whole.usage().completionTokens());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/v1"})
    void modelsAreListedAndTheKeyIsToldOf(String base) throws IOException {
        try (var server = LocalOpenRouter.start()) {
            JsonNode models = get(server, base + "/models").path("data");
            assertEquals("offline/demo", models.at("/0/id").asText());
            JsonNode page = get(server, base + "/models?offset=1&limit=2");
            assertEquals("offline/echo", page.at("/data/0/id").asText());
            assertEquals(2, page.path("data").size());
            assertEquals(models.size(), page.path("total_count").asInt());
            assertEquals(
                    0, get(server, base + "/models?offset=9999").path("data").size());
            assertTrue(get(server, base + "/key").at("/data/limit").isNull());
            assertEquals("ok", get(server, "/health").at("/status").asText());
        }
    }

    @Test
    void aGenerationIsKnownByTheIdInTheHead() throws IOException {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(lorem("tokens=40,tps=0"))) {
            stream.forEach(chunk -> {});
            JsonNode data = get(server, "/api/v1/generation?id=" + stream.generationId())
                    .path("data");
            assertEquals(stream.generationId(), data.path("id").asText());
            assertEquals("offline/lorem", data.path("model").asText());
            assertEquals(40, data.path("tokens_completion").asInt());
            assertEquals("stop", data.path("finish_reason").asText());
            assertFalse(data.path("cancelled").asBoolean());
        }
    }

    @Test
    void whoMayNotComeInIsToldSoBeforeTheBodyHasCome() throws IOException {
        try (var server = LocalOpenRouter.builder().port(0).key("sesame").start();
                var client = new RawClient(server.uri())) {
            String body = " ".repeat(1_000_000);
            String unwanted = request("POST", "/v1/chat/completions", "", body);
            String head = client.send(unwanted.substring(0, unwanted.length() - body.length()))
                    .head();
            assertTrue(head.startsWith("HTTP/1.1 401 "), head);
            client.body(head);
            client.send(body).send(request("GET", "/v1/key", "Authorization: Bearer sesame\r\n", ""));
            String next = client.head();
            assertTrue(next.startsWith("HTTP/1.1 200 "), next);
        }
    }

    @ParameterizedTest
    @CsvSource({"error, error", "cut, cut off", "malformed, malformed", "rate_limit, error"})
    void theJournalTellsOfFailuresAsWhatTheyAre(String fault, String outcome) throws IOException {
        try (var server = LocalOpenRouter.start();
                var client = new RawClient(server.uri())) {
            client.send(request(
                            "POST",
                            "/v1/chat/completions",
                            "Connection: close\r\n",
                            body("offline/chaos:" + fault + "=1")))
                    .rest();
            assertEquals(outcome, get(server, "/journal").at("/data/0/outcome").asText());
        }
    }

    @Test
    void theJournalTellsWhatWasAskedAndWhatCameAndWhen() throws IOException {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(lorem("tokens=3,tps=0"))) {
            assertThrows(
                    ApiException.class, () -> openRouter.chat().complete(ChatRequest.of("x/y", Message.user("Hi"))));
            stream.forEach(chunk -> {});
            JsonNode entries = get(server, "/journal").path("data");
            assertEquals(2, entries.size());
            assertEquals("error", entries.at("/0/outcome").asText());
            assertEquals(404, entries.at("/0/error/code").asInt());
            assertEquals("complete", entries.at("/1/outcome").asText());
            assertEquals("Go.", entries.at("/1/question").asText());
            assertEquals(3, entries.at("/1/tokens").asInt());
            assertEquals(1, get(server, "/journal?from=2").path("data").size());
            JsonNode cassette = get(server, "/journal/2");
            assertEquals("Go.", cassette.at("/request/body/messages/0/content").asText());
            assertFalse(cassette.toString().contains("Bearer"), cassette::toString);
            var came = new StringBuilder();
            cassette.at("/response/body")
                    .forEach(piece -> came.append(piece.path("text").asText()));
            assertTrue(came.toString().endsWith("data: [DONE]\n\n"), came::toString);
            assertEquals(2, server.requests().size());
        }
    }

    @Test
    void aGenerationThatItsClientLeftIsCancelled() throws Exception {
        try (var server = LocalOpenRouter.start()) {
            String id;
            try (var client = new RawClient(server.uri())) {
                String ask = body("offline/lorem:tokens=2,tps=0.001,ttft_ms=0");
                String head = client.send(request("POST", "/v1/chat/completions", "", ask))
                        .head();
                id = head.replaceFirst("(?is).*x-generation-id: (\\S+).*", "$1");
                assertTrue(get(server, "/v1/generation?id=" + id)
                        .at("/data/cancelled")
                        .isNull());
            }
            while (get(server, "/v1/generation?id=" + id).at("/data/cancelled").isNull()) {
                Thread.onSpinWait();
            }
            assertTrue(
                    get(server, "/v1/generation?id=" + id).at("/data/cancelled").asBoolean());
        }
    }

    @Test
    void requestsThatComeAtOnceOnOneConnectionAreAnsweredInTheirOrder() throws IOException {
        try (var server = LocalOpenRouter.start();
                var client = new RawClient(server.uri())) {
            String slow = request("POST", "/v1/chat/completions", "", body("offline/lorem:tokens=3,tps=20"));
            client.send(slow + request("GET", "/v1/nothing", "", "") + request("GET", "/health", "", ""));
            assertTrue(client.body(client.head()).endsWith("data: [DONE]\n\n"));
            String second = client.head();
            assertTrue(second.startsWith("HTTP/1.1 404 "), second);
            assertTrue(client.body(second).contains("/v1/nothing"));
            assertEquals("{\"status\":\"ok\"}", client.body(client.head()));
        }
    }

    @Test
    void aClientOfHttp10GetsABodyThatTheConnectionsEndEnds() throws IOException {
        try (var server = LocalOpenRouter.start();
                var client = new RawClient(server.uri())) {
            client.send("GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n");
            String head = client.head();
            assertFalse(head.contains("chunked"), head);
            assertEquals("{\"status\":\"ok\"}", client.rest());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        NONSENSE                                     | 400
        GET / HTTP/1.1\\r\\nHost: localhost\\r\\nX: ü     | 400
        """)
    void whatIsNoRequestIsRefused(String start, int status) throws IOException {
        try (var server = LocalOpenRouter.start();
                var client = new RawClient(server.uri())) {
            String head = client.send(start.translateEscapes() + "\r\n\r\n").head();
            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
            assertEquals(
                    status, JSON.readTree(client.body(head)).at("/error/code").asInt());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models?offset=4294967295", "/v1/models?limit=-1", "/v1/models?limit=x", "x:y"})
    void aTargetThatIsWrongIsRefusedAndTheServerGoesOn(String target) throws IOException {
        try (var server = LocalOpenRouter.start()) {
            assertEquals(400, status(server, target, ""));
            assertEquals(200, status(server, "/health", ""));
        }
    }

    @Test
    void aRequestForTheHeadGetsNoBody() throws IOException {
        try (var server = LocalOpenRouter.start();
                var client = new RawClient(server.uri())) {
            String head = client.send(request("HEAD", "/health", "", "")).head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            client.send(request("GET", "/health", "", ""));
            assertEquals("{\"status\":\"ok\"}", client.body(client.head()));
        }
    }

    @Test
    void anAnswerThatTheServerBrokeIsNotCancelled() throws IOException {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                ChatStream stream =
                        openRouter.chat().stream(ChatRequest.of("offline/chaos:cut=1", Message.user("Go.")))) {
            assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
            JsonNode data =
                    get(server, "/v1/generation?id=" + stream.generationId()).path("data");
            assertFalse(data.path("cancelled").asBoolean(true));
        }
    }

    @Test
    void withAKeyARequestMustBringIt() throws IOException {
        try (var server = LocalOpenRouter.builder().port(0).key("sesame").start()) {
            assertEquals(401, status(server, "/v1/models", ""));
            assertEquals(401, status(server, "/v1/models", "Authorization: Bearer sesam\r\n"));
            assertEquals(200, status(server, "/v1/models", "Authorization: Bearer sesame\r\n"));
            assertEquals(200, status(server, "/health", ""));
        }
    }

    @Test
    void withoutAKeyOnlyThisMachineComesIn() throws IOException {
        var everywhere = LocalOpenRouter.builder().host(InetAddress.getByName("0.0.0.0"));
        assertThrows(
                IllegalArgumentException.class,
                () -> LocalOpenRouter.builder().key("clé").start());
        var refused = assertThrows(IllegalArgumentException.class, everywhere::start);
        assertTrue(refused.getMessage().contains("key"), refused.getMessage());
        try (var server = LocalOpenRouter.start();
                var client = new RawClient(server.uri())) {
            String head = client.send("GET /v1/models HTTP/1.1\r\nHost: evil.example:80\r\n\r\n")
                    .head();
            assertTrue(head.startsWith("HTTP/1.1 403 "), head);
        }
    }

    @Test
    void pagesOfOtherOriginsComeInWhereTheyAreAllowed() throws IOException {
        String origin = "Origin: http://localhost:3000\r\n";
        try (var server = LocalOpenRouter.start()) {
            assertEquals(403, status(server, "/v1/models", origin));
            assertEquals(403, status(server, "/v1/models", "Sec-Fetch-Site: cross-site\r\n"));
            assertEquals(200, status(server, "/v1/models", "Origin: http://localhost\r\n"));
        }
        try (var server = LocalOpenRouter.builder()
                        .port(0)
                        .key("sesame")
                        .allowOrigins("http://localhost:3000")
                        .start();
                var client = new RawClient(server.uri())) {
            String wants = "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization\r\n";
            String preflight = client.send(request("OPTIONS", "/v1/chat/completions", origin + wants, ""))
                    .head();
            assertTrue(preflight.startsWith("HTTP/1.1 204 "), preflight);
            assertTrue(
                    preflight.toLowerCase(Locale.ROOT).contains("access-control-allow-origin: http://localhost:3000"));
            assertEquals(401, status(server, "/v1/models", origin));
            assertEquals(200, status(server, "/v1/models", origin + "Authorization: Bearer sesame\r\n"));
            assertEquals(403, status(server, "/v1/models", "Origin: http://localhost:3001\r\n"));
        }
    }

    private static int status(LocalOpenRouter server, String path, String headers) throws IOException {
        try (var client = new RawClient(server.uri())) {
            return Integer.parseInt(
                    client.send(request("GET", path, headers, "")).head().split(" ", 3)[1]);
        }
    }

    @Test
    void aThousandStreamsAtOnceAreWhole() throws Exception {
        try (var server = LocalOpenRouter.start();
                var openRouter = client(server);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ends = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 1000; i++) {
                ends.add(threads.submit(() -> {
                    try (ChatStream stream = openRouter.chat().stream(lorem("tokens=10,tps=5"))) {
                        stream.forEach(chunk -> {});
                        return stream.completion().usage().completionTokens();
                    }
                }));
            }
            for (Future<Integer> end : ends) {
                assertEquals(10, end.get());
            }
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        try (var server = LocalOpenRouter.start()) {
            int port = server.uri().getPort();
            assertThrows(
                    BindException.class,
                    () -> LocalOpenRouter.builder().port(port).start());
        }
    }

    @Test
    void closingLetsAnAnswerEndThatSoonDoes() throws Exception {
        var server = LocalOpenRouter.start();
        try (var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(lorem("tokens=10,tps=40"))) {
            stream.next();
            var closed = CompletableFuture.runAsync(server::close);
            stream.forEach(chunk -> {});
            assertEquals(StreamEnd.COMPLETE, stream.end());
            closed.get(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void closingCutsAnAnswerOffThatDoesNot() throws Exception {
        var server = LocalOpenRouter.start();
        try (var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(lorem("tokens=3,tps=0.001,ttft_ms=0"))) {
            stream.next();
            long start = System.nanoTime();
            var closed = CompletableFuture.runAsync(server::close);
            assertThrows(StreamInterruptedException.class, stream::next);
            closed.get(5, TimeUnit.SECONDS);
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(3));
        }
    }
}
