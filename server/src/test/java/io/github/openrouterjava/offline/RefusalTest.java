package io.github.openrouterjava.offline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "{", "<html>", "[]", "\"x\"", "{\"a\":1}x"})
    void aBodyThatIsNoJsonObject(String body) throws Exception {
        refused(body, 400, "body");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        {"model":"offline/echo"}                                             | messages
        {"model":"offline/echo","messages":[]}                               | messages
        {"model":"offline/echo","messages":"hi"}                             | messages
        {"model":"offline/echo","messages":[{"role":"user"},1]}              | messages[1]
        {"model":"offline/echo","messages":[{"content":"hi"}]}               | messages[0]
        {"messages":[{"role":"user","content":"hi"}]}                        | model
        {"model":"offline/echo","messages":[{"role":"user"}],"stream":"yes"} | stream
        """)
    void aMemberThatIsMissingOrWrongIsNamed(String body, String member) throws Exception {
        refused(body, 400, member + ":");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        "offline":{"tokens":-1}              | offline.tokens
        "offline":{"tokens":1.5}             | offline.tokens
        "offline":{"tokens":"many"}          | offline.tokens
        "offline":{"tokens":1000000001}      | offline.tokens
        "offline":{"ttft_ms":-1}             | offline.ttft_ms
        "offline":{"tokens_per_second":-1}   | offline.tokens_per_second
        "offline":{"tokens_per_second":1e99} | offline.tokens_per_second
        "offline":{"jitter":1.1}             | offline.jitter
        "offline":{"seed":null}              | offline.seed
        "offline":{"speed":1}                | offline.speed
        "offline":7                          | offline
        "max_tokens":0                       | max_tokens
        "max_completion_tokens":"4"          | max_completion_tokens
        """)
    void aBadSettingIsNamed(String member, String name) throws Exception {
        refused(Response.request("offline/lorem", "Hi", "," + member), 400, name + ":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokens", "tokens=x", "tokens=-1", "tokens=1,", "speed=1"})
    void aBadSuffixIsNamed(String suffix) throws Exception {
        refused(Response.request("offline/lorem:" + suffix, "Hi", ""), 400, "model");
    }

    @Test
    void anAnswerInOnePieceHasALimit() throws Exception {
        String request = Response.request("offline/lorem:tokens=1000001", "Hi", "");
        refused(request.replace("\"stream\":true", "\"stream\":false"), 400, "from 0 to 1000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-5-mini", "offline/none", "offline/demo:x", ""})
    void anotherModelIsAnsweredByTheListOfTheOfflineOnes(String model) throws Exception {
        refused(Response.request(model, "Hi", ""), 404, "offline/demo, offline/echo, offline/lorem");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,https://x.invalid/api/v1/models",
        "GET,https://x.invalid/api/v1/chat/completions",
        "POST,https://x.invalid"
    })
    void elsewhereThereIsNothing(String method, URI uri) throws Exception {
        Response answer = Response.of(new HttpRequest(method, uri, Headers.NONE, new byte[0]));
        assertEquals(404, answer.head().status());
        assertEquals(404, answer.json().at("/error/code").asInt());
    }

    private static void refused(String body, int status, String named) throws Exception {
        Response answer = Response.to(body);
        assertEquals(status, answer.head().status(), answer.body());
        assertEquals("application/json", answer.head().headers().first("content-type"));
        assertEquals(status, answer.json().at("/error/code").asInt());
        String message = answer.json().at("/error/message").asText();
        assertTrue(message.contains(named), message);
        assertEquals(1, answer.json().size());
    }
}
