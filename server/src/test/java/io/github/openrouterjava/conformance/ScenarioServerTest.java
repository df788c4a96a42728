package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server says to those who ask for no scenario. */
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
}
