package io.github.openrouterjava;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConfigurationException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a client sends, and what it tells; how it is set up. */
class ClientTest {
    private static final ChatRequest ASK = ChatRequest.of("test/model", Message.user("Hi \u00e9"));
    private static final String STREAM =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final String KEY = "sk-or-v1-0123456789abcdef";

    private final ConcurrentLinkedQueue<RawServer.Request> requests = new ConcurrentLinkedQueue<>();

    private RawServer server(int... statuses) throws Exception {
        var turn = new AtomicInteger();
        return RawServer.answering(connection -> {
            requests.add(connection.readRequest());
            int status = statuses[Math.min(turn.getAndIncrement(), statuses.length - 1)];
            String body = status == 200 ? STREAM : "{\"error\":\"no\"}";
            connection.send(RawServer.head(
                            status,
                            "Connection",
                            "close",
                            "Content-Length",
                            "" + body.length(),
                            "X-Generation-Id",
                            "gen-" + status)
                    + body);
        });
    }

    private static OpenRouter.Builder builder(RawServer server) {
        return OpenRouter.builder()
                .baseUrl(server.uri("/api/v1"))
                .apiKey(KEY)
                .retry(new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private static void read(ChatStream stream) {
        stream.forEach(chunk -> {});
    }

    // What is sent

    @Test
    void headersSayWhoAsksForWhat() throws Exception {
        try (var server = server(200);
                var openRouter = builder(server)
                        .httpReferer("https://app.example")
                        .appTitle("My app")
                        .appCategories("cli-agent,writing")
                        .header("X-Own", "1")
                        .build()) {
            read(openRouter.chat().stream(ASK));
            assertThrows(OpenRouterException.class, () -> openRouter.chat().complete(ASK));
            RawServer.Request streamed = requests.poll();
            assertEquals("POST", streamed.method());
            assertEquals("/api/v1/chat/completions", streamed.target());
            assertEquals("text/event-stream", streamed.headers().first("Accept"));
            assertEquals("application/json", streamed.headers().first("Content-Type"));
            assertEquals("Bearer " + KEY, streamed.headers().first("Authorization"));
            assertEquals("https://app.example", streamed.headers().first("HTTP-Referer"));
            assertEquals("My app", streamed.headers().first("X-OpenRouter-Title"));
            assertEquals("cli-agent,writing", streamed.headers().first("X-OpenRouter-Categories"));
            assertEquals("1", streamed.headers().first("X-Own"));
            assertTrue(streamed.headers().first("User-Agent").startsWith("openrouter-java/"));
            assertEquals("application/json", requests.poll().headers().first("Accept"));
        }
    }

    @Test
    void nothingThatWasNotAskedForIsSent() throws Exception {
        try (var server = server(200);
                var openRouter = OpenRouter.builder().baseUrl(server.uri("/v1")).build()) {
            read(openRouter.chat().stream(ASK));
            RawServer.Request sent = requests.poll();
            for (String name : List.of("Authorization", "HTTP-Referer", "X-OpenRouter-Title", "Upgrade")) {
                assertNull(sent.headers().first(name), name);
            }
        }
    }

    @Test
    void equalRequestsAreTheSameBytes() throws Exception {
        try (var server = server(200);
                var openRouter = builder(server).build()) {
            read(openRouter.chat().stream(ASK.temperature(0.5).seed(7)));
            read(openRouter.chat().stream(ASK.seed(7).temperature(0.5)));
            assertThrows(OpenRouterException.class, () -> openRouter.chat().complete(ASK));
            byte[] first = requests.poll().body();
            assertArrayEquals(first, requests.poll().body());
            assertEquals(
                    "{\"model\":\"test/model\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi \u00e9\"}],"
                            + "\"seed\":7,\"stream\":true,\"temperature\":0.5}",
                    new String(first, UTF_8));
            String whole = requests.poll().text();
            assertFalse(whole.contains("\"stream\":true"), whole);
        }
    }

    @Test
    void baseUrlMayEndInASlashOrHaveAnyPath() throws Exception {
        for (String[] pair : new String[][] {
            {"", "/chat/completions"},
            {"/", "/chat/completions"},
            {"/v1/", "/v1/chat/completions"},
            {"//api/v1", "//api/v1/chat/completions"}, // which must not be taken for the host api
            {"/a/b%20c/v1", "/a/b%20c/v1/chat/completions"},
            {"/openai?api-version=2", "/openai/chat/completions?api-version=2"}
        }) {
            try (var server = server(200);
                    var openRouter = builder(server)
                            .baseUrl(server.uri(pair[0]).toString())
                            .build()) {
                read(openRouter.chat().stream(ASK));
                assertEquals(pair[1], requests.poll().target());
            }
        }
    }

    @Test
    void oneCallMayHaveOptionsOfItsOwn() throws Exception {
        try (var server = server(503);
                var openRouter = builder(server).header("X-Own", "client").build()) {
            assertThrows(
                    ApiException.class,
                    () -> read(openRouter.chat().stream(
                            ASK, options -> options.header("x-own", "call").retry(RetryPolicy.NONE))));
            assertEquals(1, server.connections());
            assertEquals("call", requests.poll().headers().first("X-Own"));
            assertThrows(ApiException.class, () -> read(openRouter.chat().stream(ASK)));
            assertEquals(4, server.connections());
            assertEquals("client", requests.poll().headers().first("X-Own"));
        }
    }

    @Test
    void keyIsAskedForAnewForEachAttempt() throws Exception {
        var asked = new AtomicInteger();
        try (var server = server(503, 503, 200);
                var openRouter = builder(server)
                        .apiKey(() -> " key-" + asked.incrementAndGet() + "\n")
                        .build()) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertEquals(0, asked.get());
            read(stream);
            assertEquals(
                    List.of("Bearer key-1", "Bearer key-2", "Bearer key-3"),
                    requests.stream()
                            .map(request -> request.headers().first("Authorization"))
                            .toList());
        }
    }

    // Hooks

    @Test
    void hooksSeeEveryAttemptAndMayChangeIt() throws Exception {
        List<String> seen = new ArrayList<>();
        try (var server = server(503, 200);
                var openRouter = builder(server)
                        .beforeRequest(request -> {
                            seen.add(request.method());
                            return new HttpRequest(
                                    request.method(),
                                    request.uri(),
                                    request.headers().with("X-Hook", "" + seen.size()),
                                    request.body());
                        })
                        .afterResponse((request, head) -> seen.add("" + head.status()))
                        .build()) {
            read(openRouter.chat().stream(ASK));
            assertEquals(List.of("POST", "503", "POST", "200"), seen);
            assertEquals("1", requests.poll().headers().first("X-Hook"));
            assertEquals("3", requests.poll().headers().first("X-Hook"));
        }
    }

    @Test
    void whatAHookThrowsEndsTheCall() throws Exception {
        try (var server = server(200);
                var before = builder(server)
                        .beforeRequest(request -> {
                            throw new IllegalStateException("mine");
                        })
                        .build();
                var after = builder(server)
                        .afterResponse((request, head) -> {
                            throw new IllegalStateException("mine");
                        })
                        .build()) {
            for (OpenRouter openRouter : List.of(before, after)) {
                ChatStream stream = openRouter.chat().stream(ASK);
                var failure = assertThrows(IllegalStateException.class, stream::next);
                assertEquals(failure, assertThrows(IllegalStateException.class, stream::next));
                assertThrows(
                        IllegalStateException.class, () -> openRouter.chat().complete(ASK));
            }
            assertEquals(2, server.connections());
        }
    }

    // What is known early

    @Test
    void headIsKnownBeforeTheFirstChunk() throws Exception {
        var opened = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
                    connection.readRequest();
                    connection.send(RawServer.head(
                            200,
                            "X-Generation-Id",
                            "gen-early",
                            "Connection",
                            "close",
                            "Content-Length",
                            "" + STREAM.length()));
                    opened.await();
                    connection.send(STREAM);
                });
                var openRouter = builder(server).build()) {
            ChatStream stream = openRouter.chat().stream(ASK);
            assertNull(stream.head());
            assertNull(stream.generationId());
            stream.open();
            assertEquals(200, stream.head().status());
            assertEquals("gen-early", stream.generationId());
            assertEquals("gen-early", stream.completion().delivery().generationId());
            opened.countDown();
            read(stream);
            stream.open();
            assertEquals("gen-early", stream.generationId());
        }
    }

    @Test
    void generationIdIsToldOfFailures() throws Exception {
        try (var server = server(404);
                var openRouter = builder(server).build()) {
            assertEquals(
                    "gen-404",
                    assertThrows(ApiException.class, openRouter.chat().stream(ASK)::open)
                            .generationId());
            assertEquals(
                    "gen-404",
                    assertThrows(ApiException.class, () -> openRouter.chat().complete(ASK))
                            .generationId());
        }
    }

    // Setting up

    @Test
    void environmentSetsTheClientUp() throws Exception {
        try (var server = server(200);
                var openRouter = OpenRouter.builder()
                        .environment(Map.of(
                                "OPENROUTER_API_KEY", "  key ",
                                "OPENROUTER_BASE_URL", server.uri("/env").toString(),
                                "OPENROUTER_HTTP_REFERER", "https://env.example",
                                "OPENROUTER_APP_TITLE", "Env",
                                "OPENROUTER_APP_CATEGORIES", " "))
                        .build()) {
            read(openRouter.chat().stream(ASK));
            RawServer.Request sent = requests.poll();
            assertEquals("/env/chat/completions", sent.target());
            assertEquals("Bearer key", sent.headers().first("Authorization"));
            assertEquals("https://env.example", sent.headers().first("HTTP-Referer"));
            assertEquals("Env", sent.headers().first("X-OpenRouter-Title"));
            assertNull(sent.headers().first("X-OpenRouter-Categories"));
        }
    }

    @Test
    void missingKeyIsToldWithTheVariablesName() {
        for (var variables : List.of(Map.<String, String>of(), Map.of("OPENROUTER_API_KEY", " "))) {
            var builder = OpenRouter.builder().environment(variables);
            var failure = assertThrows(ConfigurationException.class, builder::build);
            assertTrue(failure.getMessage().contains("OPENROUTER_API_KEY"), failure::getMessage);
        }
    }

    @Test
    void variableThatCantBeSentIsNamed() {
        var builder = OpenRouter.builder();
        var variables = Map.of("OPENROUTER_APP_TITLE", "\u00dcbersetzer");
        var failure = assertThrows(ConfigurationException.class, () -> builder.environment(variables));
        assertEquals(
                "The environment variable OPENROUTER_APP_TITLE can't be used: the value of header"
                        + " 'X-OpenRouter-Title' holds a character that is not printable ASCII",
                failure.getMessage());
    }

    @Test
    void baseUrlMustBeAnAddress() {
        for (String wrong : new String[] {"localhost:8080", "ftp://host/v1", "/v1", "http://", "http://a b", ""}) {
            assertThrows(
                    ConfigurationException.class,
                    () -> OpenRouter.builder().baseUrl(wrong).build(),
                    wrong);
        }
    }

    @Test
    void headersCantBeSmuggledIn() throws Exception {
        var builder = OpenRouter.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.appTitle("a\r\nX-Evil: 1"));
        assertThrows(IllegalArgumentException.class, () -> builder.httpReferer("a\nX-Evil: 1"));
        assertThrows(IllegalArgumentException.class, () -> builder.appTitle("\u00dcbersetzer"));
        assertThrows(IllegalArgumentException.class, () -> builder.header("X-Evil: 1\r\nX", "a"));
        try (var server = server(200);
                var openRouter = builder(server).apiKey(KEY + "\r\nX-Evil: 1").build()) {
            ChatStream stream = openRouter.chat().stream(ASK);
            var failure = assertThrows(IllegalArgumentException.class, stream::next);
            assertFalse(failure.toString().contains(KEY), failure::toString);
            assertEquals(0, server.connections());
        }
    }
}
