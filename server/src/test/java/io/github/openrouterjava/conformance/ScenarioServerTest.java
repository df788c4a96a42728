package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server says to those who ask for no scenario, and what it keeps of those who do. */
@Timeout(20)
class ScenarioServerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /nowhere HTTP/1.1;;|404|/nowhere",
                "GET /conformance/nothing HTTP/1.1;;|404|nothing",
                "POST /api/v1/chat/completions HTTP/1.1;Content-Length: 13;;{\"model\":\"x\"}|404|'x'",
                "GET  HTTP/1.1;;|400|request line",
                "POST /v1/chat/completions HTTP/1.1;Content-Length: abc;;|400|'abc'",
                "GET /conformance HTTP/1.1;X-Title: caf\u00e9;;|200|cut-before-head",
            })
    void requestThatCannotBePlayedIsAnswered(String request, int status, String has) throws IOException {
        try (var server = ScenarioServer.start(0, Catalogue.load());
                var client = new Socket(
                        InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            client.getOutputStream().write(request.replace(";", "\r\n").getBytes(ISO_8859_1));
            client.shutdownOutput();
            String answer = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
            assertTrue(answer.contains(has), answer);
        }
    }

    private static void ask(ScenarioServer server, String path, String body) throws IOException {
        try (var client =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            byte[] bytes = body.getBytes(UTF_8);
            String head = "POST " + path + "/v1/chat/completions HTTP/1.1\r\nConnection: close\r\nContent-Length: "
                    + bytes.length + "\r\n\r\n";
            client.getOutputStream().write(head.getBytes(UTF_8));
            client.getOutputStream().write(bytes);
            client.getInputStream().readAllBytes();
        }
    }

    @Test
    void everyRunTellsWhatItsOwnRequestsSaid() throws IOException {
        try (var server = ScenarioServer.start(0, Catalogue.load())) {
            String model = "{\"model\":\"conformance/tool-call\",\"n\":";
            ask(server, "/runs/a", model + "1}");
            ask(server, "/runs/b", model + "2}");
            ask(server, "/runs/a", "{\"model\":\"unknown\"}");
            ask(server, "/runs/a", model + "3}");
            ask(server, "", model + "4}");
            try (var in = server.uri().resolve("/runs/a").toURL().openStream()) {
                assertEquals(
                        Json.parse("{\"requests\":2,\"connections\":2,\"sent\":[" + model + "1}," + model + "3}]}"),
                        Json.parse(in.readAllBytes()));
            }
            assertEquals(Json.parse(model + "3}"), server.sent("a"));
            assertEquals(JsonObject.EMPTY, server.sent("nobody"));
        }
    }

    @Test
    void theOldestRequestsAreForgottenWhereAllAreTooMany() {
        var bodies = new Bodies();
        String large = "{\"text\":\"" + "x".repeat(1024 * 1024) + "\",\"n\":";
        for (int n = 0; n < 40; n++) {
            bodies.add(n < 20 ? "first" : "second", (large + n + "}").getBytes(UTF_8));
        }
        assertEquals(11, bodies.of("first").elements().size());
        assertEquals(20, bodies.of("second").elements().size());
        assertEquals(Json.parse("19"), bodies.last("first").get("n"));
        bodies.add("first", ("{\"text\":\"" + "x".repeat(40 * 1024 * 1024) + "\"}").getBytes(UTF_8));
        assertEquals(JsonObject.EMPTY, bodies.last("first"));
    }

    @Test
    void noMoreThanTheLatestHundredAreTold() {
        var bodies = new Bodies();
        for (int n = 0; n < 150; n++) {
            bodies.add("one", ("{\"n\":" + n + "}").getBytes(UTF_8));
        }
        assertEquals(100, bodies.of("one").elements().size());
        assertEquals(Json.parse("{\"n\":50}"), bodies.of("one").elements().getFirst());
        assertEquals(Json.parse("{\"n\":149}"), bodies.last("one"));
    }
}
