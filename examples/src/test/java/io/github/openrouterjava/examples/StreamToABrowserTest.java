package io.github.openrouterjava.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.offline.Script;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's program, asked from outside as its page asks it. */
@Timeout(60)
class StreamToABrowserTest {
    private static final String WEATHER = """
            - when: {tool: ""}
              then: [{text: "It is "}, {text: "warm."}, {usage: {total_tokens: 30}}]
            - then:
              - reasoning: "I will ask."
              - tool_call: {name: get_weather, arguments: {city: Paris}}
              - usage: {total_tokens: 12}
            """;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void allThatHappensIsToldInItsOrder() throws Exception {
        try (var server = scripted(WEATHER);
                var program = new Served(server.baseUrl())) {
            assertEquals(List.of("""
                            {"reasoning":"I will ask."}""", """
                            {"call":"get_weather {\\"city\\":\\"Paris\\"}"}""", """
                            {"result":"{\\"city\\":\\"Paris\\",\\"degrees\\":21}"}""", """
                            {"text":"It is "}""", """
                            {"text":"warm."}""", """
                            {"end":"ANSWERED, 42 tokens"}"""), told(program, "Is it warm in Paris?"));
        }
    }

    @Test
    void anErrorWithinAnAnswerComesBehindWhatCameBefore() throws Exception {
        try (var server = scripted("- then: [{text: Half}, {error: {code: 502, message: the model has gone}}]");
                var program = new Served(server.baseUrl())) {
            List<String> told = told(program, "Go.");
            assertEquals("{\"text\":\"Half\"}", told.getFirst());
            assertTrue(told.getLast().startsWith("{\"failure\":\"StreamErrorException: "), told::toString);
            assertTrue(told.getLast().contains("the model has gone"), told::toString);
        }
    }

    @Test
    void aKeyThatIsRefusedIsNotShown() throws Exception {
        try (var server = LocalOpenRouter.builder().port(0).key("another").start();
                var program = new Served(server.baseUrl())) {
            List<String> told = told(program, "Go.");
            assertTrue(told.getLast().startsWith("{\"failure\":\"ApiException: "), told::toString);
            assertFalse(told.toString().contains(Program.KEY), told::toString);
        }
    }

    @Test
    void twoBrowsersAreAnsweredAtOnce() throws Exception {
        try (var server = scripted("- {when: {user: wait}, then: [{text: a}, stall]}\n- then: [{text: b}]");
                var program = new Served(server.baseUrl());
                Stream<String> first = ask(program, "wait")) {
            assertEquals("{\"text\":\"a\"}", first.iterator().next());
            assertEquals("{\"text\":\"b\"}", told(program, "Go.").getFirst());
        }
    }

    /** The model is silent then: nothing is written to the browser by which its leaving would show. */
    @Test
    void whoLeavesEndsTheRequestToTheModel() throws Exception {
        try (var model = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var program = new Served("http://127.0.0.1:" + model.getLocalPort() + "/api/v1")) {
            try (Socket call = askedAndLeft(program.origin, model)) {
                assertTrue(ends(call), "the model is still asked");
            }
        }
    }

    /** The call that the program made to the model for a browser which left behind the first words. */
    private static Socket askedAndLeft(URI page, ServerSocket model) throws IOException {
        try (var asking = new Socket(page.getHost(), page.getPort())) {
            asking.getOutputStream().write(("""
                    POST /ask HTTP/1.1\r
                    Host: %s\r
                    Origin: %s\r
                    Content-Length: 3\r
                    \r
                    Go.""".formatted(page.getAuthority(), page)).getBytes(UTF_8));
            Socket call = model.accept();
            call.getOutputStream().write("""
                    HTTP/1.1 200 OK\r
                    Content-Type: text/event-stream\r
                    \r
                    data: {"choices":[{"index":0,"delta":{"content":"Once"}}]}

                    """.getBytes(UTF_8));
            var seen = new BufferedReader(new InputStreamReader(asking.getInputStream(), UTF_8));
            assertTrue(seen.lines().anyMatch(line -> line.contains("Once")));
            return call;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.example", "null", ""})
    void onlyThePageItselfMayAsk(String origin) throws Exception {
        try (var server = scripted(WEATHER);
                var program = new Served(server.baseUrl())) {
            var request = HttpRequest.newBuilder(program.origin.resolve("/ask")).POST(BodyPublishers.ofString("Go."));
            var asked = origin.isEmpty() ? request : request.header("Origin", origin);
            assertEquals(
                    403, browser.send(asked.build(), BodyHandlers.discarding()).statusCode());
            assertEquals(List.of(), server.requests());
        }
    }

    private static boolean ends(Socket call) throws IOException {
        try {
            while (call.getInputStream().read() >= 0) {
                // the request, and then nothing until it is closed
            }
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }

    private static LocalOpenRouter scripted(String script) throws Exception {
        return LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(Script.parse("page.yaml", script))
                .start();
    }

    /** The data of each event as it comes. */
    private Stream<String> ask(Served program, String question) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(program.origin.resolve("/ask"))
                .header("Origin", program.origin.toString())
                .POST(BodyPublishers.ofString(question))
                .build();
        var answer = browser.send(request, BodyHandlers.ofLines());
        assertEquals(List.of("text/event-stream"), answer.headers().allValues("content-type"));
        return answer.body().filter(line -> line.startsWith("data: ")).map(line -> line.substring("data: ".length()));
    }

    /** The data of all events of the answer, which ends. */
    private List<String> told(Served program, String question) throws IOException, InterruptedException {
        try (Stream<String> answer = ask(program, question)) {
            return answer.toList();
        }
    }
}
