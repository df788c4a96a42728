package io.github.openrouterjava.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.FinishReason;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.RunEnd;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.StreamOptions;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.ToolResult;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SDK's client reads a server that others wrote: npm's {@code @copilotkit/aimock}. */
@Timeout(120)
class AimockTest {
    private static final String TEXT = "Grüße aus Rom 🌍: \"die Sonne\" scheint,\nund der Himmel ist blau.";
    private static Aimock aimock;

    @BeforeAll
    static void start() throws Exception {
        aimock = new Aimock(NodePackages.SCRIPTS.resolve("aimock.json"));
    }

    @AfterAll
    static void close() {
        if (aimock != null) {
            aimock.close();
        }
    }

    private static ChatRequest ask(String what) {
        return ChatRequest.of("openai/gpt-5-mini", Message.user(what))
                .streamOptions(new StreamOptions().includeUsage(true));
    }

    private static ChatCompletion streamed(OpenRouter client, String what) {
        return streamed(client, what, options -> options);
    }

    private static ChatCompletion streamed(OpenRouter client, String what, UnaryOperator<CallOptions> change) {
        try (ChatStream stream = client.chat().stream(ask(what), change)) {
            stream.forEach(chunk -> {});
            return stream.completion();
        }
    }

    private static CallOptions once(CallOptions options) {
        return options.retry(RetryPolicy.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/v1"})
    void textReasoningAndUsageAreWholeStreamedOrNot(String path) {
        try (OpenRouter client = aimock.client("whole", path)) {
            ChatCompletion streamed = streamed(client, "text");
            assertTrue(streamed.delivery().chunks() > 20, streamed::toString);
            for (ChatCompletion answer : List.of(streamed, client.chat().complete(ask("text")))) {
                assertEquals(TEXT, answer.text());
                assertEquals("Erst denken, dann reden.", answer.reasoning());
                assertEquals(FinishReason.STOP, answer.finishReason());
                assertEquals(7, answer.usage().promptTokens());
                assertEquals(21, answer.usage().completionTokens());
            }
        }
    }

    @Test
    void costIsTheServersToTheDigit() {
        try (OpenRouter client = aimock.client("cost")) {
            var cost = new BigDecimal("0.0125");
            assertEquals(cost, streamed(client, "text").usage().cost().toBigDecimal());
            assertEquals(
                    cost, client.chat().complete(ask("text")).usage().cost().toBigDecimal());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/v1"})
    void toolCallsAreWholeStreamedOrNot(String path) {
        try (OpenRouter client = aimock.client("tools", path)) {
            for (ChatCompletion answer :
                    List.of(streamed(client, "tools"), client.chat().complete(ask("tools")))) {
                assertEquals(FinishReason.TOOL_CALLS, answer.finishReason());
                assertEquals(
                        List.of("call_1", "call_2"),
                        answer.toolCalls().stream().map(ToolCall::id).toList());
                assertEquals(
                        List.of("get_weather", "get_time"),
                        answer.toolCalls().stream().map(ToolCall::name).toList());
                assertEquals(
                        List.of("{\"city\": \"Rom\", \"when\": \"übermorgen\"}", "{}"),
                        answer.toolCalls().stream().map(ToolCall::arguments).toList());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1", "/v1"})
    void aConversationWithToolsRunsToItsEnd(String path) throws Exception {
        String name = "loop" + path.replace('/', '-');
        var tools = Tools.of(
                Tool.function("get_weather", "Tells the weather.")
                        .calls(place -> "sunny in " + place.string("city") + ", " + place.string("when")),
                Tool.function("get_time", "Tells the time.").calls(place -> "noon in " + place.string("zone")));
        var told = new ArrayList<String>();
        try (OpenRouter client = aimock.client(name, path);
                ChatRun run = client.chat().run(Conversation.of(ask("Go round the loop.")), tools)) {
            for (ChatEvent event : run) {
                switch (event) {
                    case ChatEvent.TurnFinished(ChatCompletion turn) -> told.add(turn.text());
                    case ChatEvent.ToolFinished(ToolResult result) -> told.add(result.text());
                    case ChatEvent.ToolFailed(ToolResult result) -> told.add("failed: " + result.failure());
                    default -> {}
                }
            }
            assertEquals(RunEnd.ANSWERED, run.end());
            List<Message> messages = run.conversation().messages();
            assertEquals("Erst nachsehen.", ((Message.Assistant) messages.get(1)).reasoningText());
        }
        assertEquals("One moment.", told.getFirst());
        assertEquals(Set.of("sunny in Rom, heute", "noon in CET"), Set.copyOf(told.subList(1, 3)));
        assertEquals(
                List.of("And tomorrow?", "sunny in Rom, morgen", "Sonnig, auch morgen."), told.subList(3, told.size()));
        assertEquals(List.of(200, 200, 200), aimock.statuses(name)); // whom it does not understand it gives a 404
    }

    @Test
    void aBusyServerIsAskedAgainWhenItSays(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        try (OpenRouter client = aimock.client(name)) {
            ChatCompletion answer = streamed(client, "busy once");
            assertEquals("Now.", answer.text());
            var retry = answer.delivery().retries().getFirst();
            assertTrue(retry.failure().contains("429 from Elsewhere: Slow down"), retry::toString);
            assertTrue(retry.waited().compareTo(Duration.ofSeconds(1)) >= 0, retry::toString);
            assertEquals(List.of(429, 200), aimock.statuses(name));
        }
    }

    @Test
    void aServerThatIsBusyForTooLongIsNotAskedAgain(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        try (OpenRouter client = aimock.client(name)) {
            var busy = assertThrows(ApiException.class, () -> streamed(client, "busy for long"));
            assertEquals(Duration.ofSeconds(77), busy.retryAfter());
            assertEquals(List.of(429), aimock.statuses(name));
        }
    }

    @Test
    void chaosRateLimitIsAnApiExceptionThatKnowsWhenToComeAgain() {
        try (OpenRouter client = aimock.client("limit")) {
            for (ApiException limit : List.of(
                    assertThrows(ApiException.class, () -> streamed(client, "limit", AimockTest::once)),
                    assertThrows(ApiException.class, () -> client.chat().complete(ask("limit"), AimockTest::once)))) {
                assertEquals(429, limit.status());
                assertEquals("chaos_ratelimit", limit.code());
                assertEquals("rate_limit_error", limit.type());
                assertEquals(Duration.ofSeconds(1), limit.retryAfter());
                assertTrue(limit.retryable());
            }
        }
    }

    @Test
    void chaosDropIsTriedThreeTimesAndThenReported(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        try (OpenRouter client = aimock.client(name)) {
            var quick = new RetryPolicy(3, Duration.ofMillis(1), Duration.ofMillis(10));
            var dropped =
                    assertThrows(ApiException.class, () -> streamed(client, "drop", options -> options.retry(quick)));
            assertEquals(500, dropped.status());
            assertEquals("chaos_drop", dropped.code());
            assertEquals(List.of(500, 500, 500), aimock.statuses(name));
        }
    }

    @Test
    void aConnectionThatClosesBeforeAnyAnswerIsAConnectionException() {
        try (OpenRouter client = aimock.client("hangUp")) {
            assertThrows(ConnectionException.class, () -> streamed(client, "hang up", AimockTest::once));
            assertThrows(ConnectionException.class, () -> client.chat().complete(ask("hang up"), AimockTest::once));
        }
    }

    @Test
    void aCutInTheMiddleKeepsWhatCame() {
        try (OpenRouter client = aimock.client("cut")) {
            var cut = assertThrows(StreamInterruptedException.class, () -> streamed(client, "cut"));
            // aimock throws away what it has not sent yet, which is why its fixture waits between chunks.
            String came = cut.completion().text();
            assertTrue("All good thi".startsWith(came) && came.startsWith("All "), came);
            assertNull(cut.completion().finishReason());
        }
    }

    @Test
    void chaosMalformedIsAStreamDecodeExceptionThatShowsTheBody() {
        try (OpenRouter client = aimock.client("malformed")) {
            // aimock knows no malformed event: it answers a stream's request with a JSON body that is none.
            for (StreamDecodeException malformed : List.of(
                    assertThrows(StreamDecodeException.class, () -> streamed(client, "no JSON")),
                    assertThrows(
                            StreamDecodeException.class, () -> client.chat().complete(ask("no JSON"))))) {
                assertTrue(malformed.excerpt().contains("{malformed json"), malformed::excerpt);
                assertEquals(1, malformed.offset());
            }
        }
    }

    @Test
    void aFirstTokenThatIsLateIsATimeoutOfItsClock() {
        try (OpenRouter client = aimock.client("slow")) {
            var late = assertThrows(
                    StreamTimeoutException.class,
                    () -> streamed(
                            client,
                            "slow",
                            options -> options.clocks(options.clocks().firstToken(Duration.ofMillis(300)))));
            assertEquals(Clock.FIRST_TOKEN, late.clock());
        }
    }

    @Test
    void whatTheServerDoesNotKnowIsItsOwn404() {
        try (OpenRouter client = aimock.client("unknown")) {
            var unknown = assertThrows(ApiException.class, () -> streamed(client, "nothing of this"));
            assertEquals(404, unknown.status());
            assertTrue(unknown.getMessage().contains("No fixture matched"), unknown::getMessage);
            assertNotNull(unknown.body());
        }
    }
}
