package io.github.openrouterjava.server;

import static io.github.openrouterjava.server.RawClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.offline.Script;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code offline/script} over HTTP: each step, as a client sees it, and as it is on the wire. */
@Timeout(60)
class ScriptTest {
    private static final ChatRequest ASKED = ChatRequest.of("any/model", Message.user("What is the weather?"));

    /** A server that answers for every model by this script, or by one rule with these steps. */
    private static LocalOpenRouter server(String script) throws BindException {
        String rules = script.contains("then:") ? script : "- then: [" + script + "]";
        return LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(Script.parse("talk.yaml", rules))
                .start();
    }

    private static OpenRouter client(LocalOpenRouter server) {
        return OpenRouter.builder()
                .baseUrl(server.baseUrl())
                .apiKey("any")
                .retry(RetryPolicy.NONE)
                .clocks(new Clocks(null, Duration.ofSeconds(5), Duration.ofMillis(500), null))
                .build();
    }

    private static ChatCompletion ask(OpenRouter openRouter, ChatRequest asked, boolean streamed) {
        if (!streamed) {
            return openRouter.chat().complete(asked);
        }
        try (ChatStream stream = openRouter.chat().stream(asked)) {
            stream.forEach(chunk -> {});
            return stream.completion();
        }
    }

    private static ChatCompletion answer(String steps, boolean streamed) throws BindException {
        try (var server = server(steps);
                var openRouter = client(server)) {
            return ask(openRouter, ASKED, streamed);
        }
    }

    private static <T extends OpenRouterException> T failure(Class<T> kind, String steps, boolean streamed)
            throws BindException {
        try (var server = server(steps);
                var openRouter = client(server)) {
            return assertThrows(kind, () -> ask(openRouter, ASKED, streamed));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textAndReasoningAreSaidAndAFinishIsTheRulesOwn(boolean streamed) throws Exception {
        ChatCompletion answer =
                answer("{reasoning: Hm.}, {text: 'The sky '}, {text: \"is\\n\"}, {finish: length}", streamed);
        assertEquals("Hm.", answer.reasoning());
        assertEquals("The sky is\n", answer.text());
        assertEquals("length", answer.finishReason().value());
        assertEquals("any/model", answer.model());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void callsOfToolsAreParallel(boolean streamed) throws Exception {
        ChatCompletion answer = answer(
                "{tool_call: {name: get_weather, arguments: {city: Paris}}}, {tool_call: {name: get_time}},"
                        + " {pace_ms: 1}, {tool_call: {name: get_weather, arguments: '{\"city\": \"São Pau'}}",
                streamed);
        List<ToolCall> calls = answer.toolCalls();
        assertEquals(
                List.of("get_weather", "get_time", "get_weather"),
                calls.stream().map(ToolCall::name).toList());
        assertEquals(
                List.of("{\"city\":\"Paris\"}", "{}", "{\"city\": \"São Pau"),
                calls.stream().map(ToolCall::arguments).toList());
        assertNotEquals(calls.get(0).id(), calls.get(1).id());
        assertEquals("tool_calls", answer.finishReason().value());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotSaidOfTheUsageIsEstimated(boolean streamed) throws Exception {
        var usage = answer("{text: Hi}, {usage: {prompt_tokens: 12, cost: 0.00012}}", streamed)
                .usage();
        assertEquals(12, usage.promptTokens());
        assertEquals(1, usage.completionTokens());
        assertEquals(13, usage.totalTokens());
        assertEquals("0.00012", usage.cost().toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPauseTakesItsTime(boolean streamed) throws Exception {
        long start = System.nanoTime();
        assertEquals(
                "ab", answer("{text: a}, {pause_ms: 150}, {text: b}", streamed).text());
        assertTrue(System.nanoTime() - start >= 150_000_000);
    }

    @Test
    void atAPaceTextComesWordByWord() throws Exception {
        try (var server = server("{text: all at once}, {pace_ms: 5}, {text: \" and word\\n by word \"}");
                var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(ASKED)) {
            var pieces = new ArrayList<String>();
            stream.text().forEach(pieces::add);
            assertEquals(List.of("all at once", " and", " word", "\n by", " word", " "), pieces);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorThatIsTheFirstStepIsAStatus(boolean streamed) throws Exception {
        var refused = failure(
                ApiException.class,
                "{error: {code: 429, message: slow down, retry_after: 2, metadata: {provider_name: Acme}}}",
                streamed);
        assertEquals(429, refused.status());
        assertEquals("429", refused.code());
        assertEquals(Duration.ofSeconds(2), refused.retryAfter());
        assertEquals("Acme", refused.metadata().string("provider_name"));
        assertTrue(refused.getMessage().contains("slow down"), refused.getMessage());
    }

    @Test
    void anErrorInTheMiddleComesBehindTheStatus() throws Exception {
        String steps = "{text: The sky}, {error: {code: 502, message: it fell, metadata: {provider_name: Acme}}}";
        var failed = failure(StreamErrorException.class, steps, true);
        assertEquals("The sky", failed.completion().text());
        assertEquals("502", failed.code());
        assertEquals("Acme", failed.provider());
        assertTrue(failed.getMessage().contains("it fell"), failed.getMessage());
        var whole = failure(ApiException.class, steps, false);
        assertEquals(200, whole.status());
        assertEquals("502", whole.code());
    }

    @ParameterizedTest
    @CsvSource({"cut", "stall", "malformed"})
    void whatGoesWrongDoesSoBehindWhatCame(String step) throws Exception {
        Class<? extends StreamException> kind = switch (step) {
            case "cut" -> StreamInterruptedException.class;
            case "stall" -> StreamTimeoutException.class;
            default -> StreamDecodeException.class;
        };
        var failed = failure(kind, "{text: The sky is}, " + step, true);
        assertEquals("The sky is", failed.completion().text());
        assertInstanceOf(kind, failure(StreamException.class, "{text: The sky is}, " + step, false));
    }

    @Test
    void rawDataIsAnEventAsItIs() throws Exception {
        String chunk = "{\"id\": \"x\",  \"choices\": [{\"delta\": {\"content\": \"odd\"}}], \"more\": 1.50}";
        assertEquals("oddly", answer("{raw: '" + chunk + "'}, {text: ly}", true).text());
        try (var server = server("{raw: '" + chunk + "'}, {raw: \"two\\nlines\"}, {raw: '[DONE]'}")) {
            assertEquals(
                    ": OPENROUTER PROCESSING\n\ndata: " + chunk + "\n\ndata: two\ndata: lines\n\ndata: [DONE]\n\n",
                    body(server, true));
        }
        try (var server = server("{raw: {choices: []}}")) {
            assertEquals("{\"choices\":[]}", body(server, false));
        }
    }

    private static String body(LocalOpenRouter server, boolean streamed) throws Exception {
        try (var client = new RawClient(server.uri())) {
            String head = client.send(post(streamed)).head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            return client.body(head);
        }
    }

    private static String post(boolean streamed) {
        String body =
                "{\"model\":\"m\",\"stream\":" + streamed + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
        return request("POST", "/v1/chat/completions", "", body);
    }

    /** The bytes of a stream, its ids and times taken out. */
    @Test
    void aStreamIsWrittenAsOpenRouterWrites() throws Exception {
        try (var server = server("{reasoning: Hm}, {text: Hi}, {tool_call: {name: f}}, {tool_call: {name: g}}")) {
            String common =
                    "\"id\":\"ID\",\"provider\":\"Offline\",\"model\":\"m\",\"object\":\"chat.completion.chunk\",\"created\":0,";
            String chunk = "data: {" + common + "\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":null,"
                    + "\"native_finish_reason\":null,\"logprobs\":null}]}\n\n";
            String call = "\"content\":\"\",\"tool_calls\":[{\"index\":%d,%s}]";
            String expected = ": OPENROUTER PROCESSING\n\n"
                    + chunk.formatted(
                            "\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"Hm\",\"reasoning_details\":"
                                    + "[{\"type\":\"reasoning.text\",\"text\":\"Hm\",\"format\":\"unknown\",\"index\":0}]")
                    + chunk.formatted("\"content\":\"Hi\"")
                    + chunk.formatted(call.formatted(0, called("f")))
                    + chunk.formatted(call.formatted(0, "\"function\":{\"arguments\":\"{}\"}"))
                    + chunk.formatted(call.formatted(1, called("g")))
                    + chunk.formatted(call.formatted(1, "\"function\":{\"arguments\":\"{}\"}"))
                    + chunk.formatted("\"content\":\"\"").replace("reason\":null", "reason\":\"tool_calls\"")
                    + "data: {" + common + "\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":3,"
                    + "\"total_tokens\":4,\"cost\":0,\"is_byok\":false,\"prompt_tokens_details\":{\"cached_tokens\":0},"
                    + "\"completion_tokens_details\":{\"reasoning_tokens\":1}}}\n\ndata: [DONE]\n\n";
            String body = body(server, true)
                    .replaceAll("gen-\\w+-\\w+", "ID")
                    .replaceAll("call_\\w{24}", "CALL")
                    .replaceAll("\"created\":\\d+", "\"created\":0");
            assertEquals(expected, body);
        }
    }

    private static String called(String name) {
        return "\"id\":\"CALL\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\"\"}";
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCutLeavesHalfAnEventAndTheChunkedBodyWithoutItsEnd(boolean streamed) throws Exception {
        try (var server = server("{text: The sky is}, cut");
                var client = new RawClient(server.uri())) {
            String head = client.send(post(streamed)).head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            String rest = client.rest();
            assertTrue(rest.endsWith("\r\n") && !rest.endsWith("0\r\n\r\n"), rest);
            assertEquals(streamed, rest.contains("The sky is"));
            assertTrue(
                    Pattern.compile("\\{\"id\":\"gen-[^}]*\r\n$").matcher(rest).find(), rest);
        }
    }

    @Test
    void aConversationWithToolsIsAnsweredTurnByTurn() throws Exception {
        try (var server = server("""
                - when: {user: weather}
                  then:
                  - tool_call: {name: get_weather, arguments: {city: Paris}}
                  - tool_call: {name: get_weather, arguments: {city: Oslo}}
                - when: {tool: degrees}
                  then: [{text: It is warm.}]
                - when: {turn: 3}
                  then: [{text: You are welcome.}]
                """);
                var openRouter = client(server)) {
            ChatCompletion called = ask(openRouter, ASKED, true);
            ChatRequest second = ASKED.add(called.message());
            for (ToolCall call : called.toolCalls()) {
                second = second.add(Message.tool(call.id(), "12 degrees"));
            }
            ChatCompletion told = ask(openRouter, second, false);
            assertEquals("It is warm.", told.text());
            ChatRequest third = second.add(told.message(), Message.user("Thanks!"));
            assertEquals("You are welcome.", ask(openRouter, third, true).text());
            var refused = assertThrows(
                    ApiException.class,
                    () -> ask(openRouter, third.add(Message.assistant("."), Message.user("And now?")), true));
            assertEquals(404, refused.status());
            assertTrue(refused.getMessage().contains("3 rules"), refused.getMessage());
            assertTrue(refused.getMessage().contains("And now?"), refused.getMessage());
        }
    }

    @Test
    void aRetryIsAnsweredByTheNextRule() throws Exception {
        try (var server = server("""
                - {times: 2, then: [{error: {code: 503, message: busy}}]}
                - then: [{text: Hi}]
                """);
                var openRouter = OpenRouter.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey("any")
                        .retry(new RetryPolicy(3, Duration.ZERO, Duration.ZERO))
                        .build()) {
            assertEquals("Hi", ask(openRouter, ASKED, true).text());
        }
    }

    @Test
    void otherModelsAnswerAsEverAndTheScriptIsOneOfThem() throws Exception {
        try (var server = LocalOpenRouter.builder()
                        .port(0)
                        .script(Script.parse("talk.yaml", "- then: [{text: Hi}]"))
                        .start();
                var openRouter = client(server)) {
            assertEquals(
                    "Hi", ask(openRouter, ASKED.model("offline/script"), false).text());
            assertThrows(ApiException.class, () -> ask(openRouter, ASKED, false));
            assertTrue(
                    ask(openRouter, ASKED.model("offline/echo"), false).text().contains("weather"));
        }
        var unscripted = LocalOpenRouter.builder().port(0).anyModel("offline/script");
        var wrong = assertThrows(IllegalArgumentException.class, unscripted::start);
        assertTrue(wrong.getMessage().contains("script"), wrong.getMessage());
    }

    private static List<String> scripts(String page) throws IOException {
        return Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("..", page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    @Test
    void theScriptsOfThePagesAreScriptsAndTheFirstOneDoesAsItSays() throws Exception {
        List<String> scripts = scripts("docs/scripts.md");
        scripts.forEach(script -> Script.parse("docs/scripts.md", script));
        scripts("README.md").forEach(script -> Script.parse("README.md", script));
        try (var server = server(scripts.getFirst());
                var openRouter = client(server)) {
            ChatCompletion called = ask(openRouter, ASKED, true);
            assertEquals(2, called.toolCalls().size());
            ChatRequest more = ASKED.add(called.message());
            for (ToolCall call : called.toolCalls()) {
                more = more.add(Message.tool(call.id(), "12"));
            }
            assertEquals("12 degrees.", ask(openRouter, more, true).text());
        }
    }
}
