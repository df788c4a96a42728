package io.github.openrouterjava.run;

import static io.github.openrouterjava.run.Scripted.ASKED;
import static io.github.openrouterjava.run.Scripted.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.Approval;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.RunEnd;
import io.github.openrouterjava.chat.RunEndedException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.ToolChoice;
import io.github.openrouterjava.chat.ToolFailure;
import io.github.openrouterjava.chat.ToolFunction;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Answer;
import java.math.BigDecimal;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run over HTTP: what is told and what is sent while a model calls tools. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // also for a run that turns in circles
class RunTest {
    private static final String PARIS = "{\"city\":\"Paris\"}";
    private static final Answer.Steps CALLS = Answer.of().toolCall("weather", PARIS);
    private static final Answer.Steps CALLS_TWICE =
            CALLS.toolCall("weather", "{\"city\":\"Rome\"}").usage(JsonObject.of("cost", Json.of(0.25)));
    private static final Consumer<ChatRun> CLOSE = ChatRun::close;
    private static final Answer ANSWERS = Answer.of("It is sunny.");

    private static ClientTool weather(ToolFunction<JsonObject> function) {
        return Tool.function("weather", "Tells the weather.").calls(function);
    }

    private static ClientTool sunny() {
        return weather(place -> "sunny in " + place.string("city"));
    }

    private static ToolFailure failure(List<ChatEvent> events) {
        return events.stream()
                .filter(ChatEvent.ToolFailed.class::isInstance)
                .map(event -> ((ChatEvent.ToolFailed) event).result().failure())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theModelGetsTheToolsResultAndAnswers() throws BindException {
        var calls = Answer.of().reasoning("Look it up.").text("One moment.").toolCall("weather", PARIS);
        try (var server = Scripted.of(calls, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(sunny()))) {
            assertEquals(
                    List.of(
                            "reasoning Look it up.",
                            "text One moment.",
                            "0 weather ",
                            "0 weather " + PARIS,
                            "called weather " + PARIS,
                            "turn tool_calls",
                            "started weather",
                            "finished weather sunny in Paris",
                            "text It is sunny.",
                            "turn stop",
                            "ended ANSWERED"),
                    told(run));
            assertNull(run.next());
            assertEquals(RunEnd.ANSWERED, run.end());
            List<JsonObject> sent = server.messages(1);
            assertEquals(List.of("user", "assistant", "tool"), roles(sent));
            assertEquals("sunny in Paris", sent.get(2).string("content"));
            assertEquals(
                    callIds(sent.get(1)), List.of(String.valueOf(sent.get(2).string("tool_call_id"))));
            assertEquals("weather", name(server.request(1)));
            assertEquals(
                    "It is sunny.",
                    ((Message.Assistant) run.conversation().messages().getLast()).text());
            assertEquals(2, run.conversation().turns().size());
        }
    }

    private static List<String> roles(List<JsonObject> messages) {
        return messages.stream()
                .map(message -> String.valueOf(message.string("role")))
                .toList();
    }

    private static List<String> callIds(JsonObject message) {
        return Scripted.objects(message.array("tool_calls")).stream()
                .map(call -> String.valueOf(call.string("id")))
                .toList();
    }

    private static String name(JsonObject request) {
        return String.valueOf(Scripted.objects(request.array("tools"))
                .getFirst()
                .object("function")
                .string("name"));
    }

    @Test
    void aToolThatTheSettingsNameTooIsOfferedOnce() throws BindException {
        Conversation offers = ASKED.settings(request -> request.tools(
                Tool.webSearch(), Tool.function("weather", "Old."), Tool.function("tides", "Tells the tides.")));
        try (var server = Scripted.of(CALLS, Answer.of().toolCall("tides", "{}"));
                ChatRun run = server.chat().run(offers, Tools.of(sunny()).and(Tool.webSearch()))) {
            assertEquals("ended WAITING", told(run).getLast());
            assertEquals(
                    List.of("Tells the tides.", "Tells the weather.", "openrouter:web_search"),
                    Scripted.objects(server.request(0).array("tools")).stream()
                            .map(tool -> tool.object("function") == null
                                    ? tool.string("type")
                                    : tool.object("function").string("description"))
                            .toList());
            assertEquals("tides", run.conversation().pendingCalls().getFirst().name());
        }
    }

    @Test
    void whoWantsTheAnswerOnlyGetsIt() throws BindException {
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(sunny()))) {
            assertEquals("It is sunny.", run.answer().text());
        }
    }

    @Test
    void parallelCallsRunAtOnceAndTheirResultsStandInTheOrderOfTheCalls() throws BindException {
        var together = new CyclicBarrier(2);
        var second = new CountDownLatch(1);
        ClientTool tool = weather(place -> {
            together.await(); // neither gets past here alone
            if ("Paris".equals(place.string("city"))) {
                second.await();
            } else {
                second.countDown();
            }
            return place.string("city");
        });
        try (var server = Scripted.of(CALLS_TWICE, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(tool))) {
            List<String> told = told(run);
            assertTrue(told.indexOf("finished weather Rome") >= 0, told::toString);
            List<JsonObject> sent = server.messages(1);
            assertEquals("Paris", sent.get(2).string("content"));
            assertEquals("Rome", sent.get(3).string("content"));
        }
    }

    @Test
    void noMoreToolsRunAtOnceThanAreAllowed() throws BindException {
        try (var server = Scripted.of(CALLS_TWICE, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(sunny()), options -> options.parallel(1))) {
            List<String> told = told(run);
            int first = told.indexOf("started weather");
            assertEquals(
                    List.of("started weather", "finished weather sunny in Paris", "started weather"),
                    told.subList(first, first + 3));
        }
    }

    @Test
    void aToolTellsHowFarItIs() throws BindException {
        ClientTool tool = Tool.function("weather", "Tells the weather.").calls((place, context) -> {
            context.progress("asking " + context.call().name());
            return JsonObject.of("sunny", Json.of(true));
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(tool))) {
            List<String> told = told(run);
            assertTrue(told.contains("progress weather asking weather"), told::toString);
            assertTrue(told.contains("finished weather {\"sunny\":true}"), told::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weather | {\"city\":        | BAD_ARGUMENTS | not JSON",
                "weather | [1]               | BAD_ARGUMENTS | must be an object",
                "whether | {}                | UNKNOWN_TOOL  | there are: weather",
                "weather | {\"city\":\"throws\"} | THREW       | no such place",
                "weather | {\"city\":\"error\"}  | THREW       | StackOverflowError",
                "weather | {\"city\":\"stuck\"}  | TIMED_OUT   | within PT0.05S",
                "weather | {\"city\":\"odd\"}    | UNWRITABLE  | can't be written",
            })
    void whatGoesWrongWithACallIsToldToTheModelAndTheUser(
            String name, String arguments, ToolFailure.Kind kind, String message) throws BindException {
        ClientTool tool = weather(place -> switch (place.string("city")) {
                    case "throws" -> throw new IllegalStateException("no such place");
                    case "error" -> throw new StackOverflowError();
                    case "stuck" -> {
                        new CountDownLatch(1).await();
                        yield "";
                    }
                    case null, default -> new Object();
                })
                .timeLimit(kind == ToolFailure.Kind.TIMED_OUT ? Duration.ofMillis(50) : Duration.ofMinutes(1));
        try (var server = Scripted.of(Answer.of().toolCall(name, arguments), ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(tool))) {
            var events = new java.util.ArrayList<ChatEvent>();
            run.forEach(events::add);
            assertEquals(kind, failure(events).kind());
            assertTrue(
                    failure(events).message().contains(message), failure(events).message());
            String sent = server.messages(1).getLast().string("content");
            assertEquals(failure(events).message(), ((JsonObject) Json.parse(String.valueOf(sent))).string("error"));
            assertEquals(new ChatEvent.Ended(RunEnd.ANSWERED), events.getLast());
        }
    }

    @Test
    void callsOfAnAnswerThatItsTokenLimitCutOffAreNotMade() throws BindException {
        ClientTool never = weather(place -> {
            throw new AssertionError("it ran");
        });
        try (var server = Scripted.of(CALLS.finish("length"), ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(never))) {
            List<String> told = told(run);
            assertTrue(told.contains("failed weather CUT_OFF"), told::toString);
            assertEquals("ended ANSWERED", told.getLast());
        }
    }

    @Test
    void callsOfAStreamThatIsCutAreNotMade() throws BindException {
        ClientTool never = weather(place -> {
            throw new AssertionError("it ran");
        });
        try (var server = Scripted.of(CALLS.cut());
                ChatRun run = server.chat().run(ASKED, Tools.of(never))) {
            assertEquals("0 weather ", Scripted.line(run.next()));
            assertEquals("0 weather " + PARIS, Scripted.line(run.next()));
            var cut = assertThrows(StreamInterruptedException.class, run::next);
            assertEquals(1, cut.completion().toolCalls().size());
            assertEquals(cut, assertThrows(StreamInterruptedException.class, run::next));
            assertEquals(ASKED, run.conversation());
            assertNull(run.end());
        }
    }

    @Test
    void anErrorOfTheServerLeavesTheConversationAsItWas() throws BindException {
        try (var server = Scripted.of(CALLS, Answer.refused(400, "Invalid schema for function 'weather'"));
                ChatRun run = server.chat().run(ASKED, Tools.of(sunny()))) {
            var refused = assertThrows(ApiException.class, run::answer);
            assertTrue(refused.getMessage().contains("Invalid schema"), refused.getMessage());
            assertEquals(3, run.conversation().messages().size());
        }
    }

    @Test
    void twoToolsOfOneNameAreRefused() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Tools.of(sunny(), sunny()));
        assertTrue(refused.getMessage().contains("two tools are named weather"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Tools.of(sunny()).and(Tool.function("weather", "Another.")));
        assertThrows(IllegalArgumentException.class, () -> Tool.webSearch().calls(place -> "not run here"));
    }

    // Limits

    @ParameterizedTest
    @ValueSource(strings = {"STEPS", "TOKENS", "COST"})
    void aLimitEndsARunBeforeItsToolsRunAndAnotherRunGoesOn(String limit) throws BindException {
        try (var server = Scripted.of(CALLS_TWICE, ANSWERS)) {
            Conversation stopped;
            try (ChatRun run = server.chat().run(ASKED, Tools.of(sunny()), options -> switch (limit) {
                case "STEPS" -> options.steps(1);
                case "TOKENS" -> options.tokens(1L);
                default -> options.cost(new BigDecimal("0.25"));
            })) {
                List<String> told = told(run);
                assertFalse(told.contains("started weather"), told::toString);
                assertEquals("ended " + limit, told.getLast());
                var ended = assertThrows(RunEndedException.class, run::answer);
                assertEquals(RunEnd.valueOf(limit), ended.end());
                stopped = ended.conversation();
            }
            assertEquals(2, stopped.pendingCalls().size());
            try (ChatRun run = server.chat().run(stopped, Tools.of(sunny()))) {
                assertEquals("started weather", Scripted.line(run.next()));
                assertEquals("It is sunny.", run.answer().text());
            }
        }
    }

    @Test
    void anAnswerWithoutCallsIsOneEvenWhereALimitIsReached() throws BindException {
        try (var server = Scripted.of(ANSWERS);
                ChatRun run = server.chat()
                        .run(ASKED, Tools.NONE, options -> options.steps(1).tokens(1L))) {
            assertEquals("It is sunny.", run.answer().text());
        }
    }

    @Test
    void timeEndsARunInTheMiddleOfAnAnswer() throws BindException {
        try (var server = Scripted.of(Answer.of("It is").stall());
                ChatRun run = server.chat().run(ASKED, Tools.NONE, options -> options.time(Duration.ofSeconds(2)))) {
            assertEquals(List.of("text It is", "ended TIME"), told(run));
            assertEquals("It is", run.completion().text());
            assertEquals(ASKED, run.conversation());
        }
    }

    @Test
    void timeEndsARunInTheMiddleOfATool() throws BindException {
        var interrupted = new CountDownLatch(1);
        ClientTool stuck = weather(place -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return "too late";
        });
        try (var server = Scripted.of(CALLS);
                ChatRun run =
                        server.chat().run(ASKED, Tools.of(stuck), options -> options.time(Duration.ofMillis(1500)))) {
            List<String> told = told(run);
            assertEquals(
                    List.of("started weather", "failed weather CANCELLED", "ended TIME"),
                    told.subList(told.size() - 3, told.size()));
            assertEquals(1, run.conversation().pendingCalls().size());
            assertTrue(awaited(interrupted));
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    // Approval

    @Test
    void aCallThatIsRefusedIsNotMadeAndTheModelIsToldWhy() throws BindException {
        ClientTool never = weather(place -> {
            throw new AssertionError("it ran");
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat()
                        .run(ASKED, Tools.of(never), options -> options.approver(call -> Approval.no("too costly")))) {
            List<String> told = told(run);
            assertTrue(told.contains("failed weather REFUSED"), told::toString);
            assertTrue(String.valueOf(server.messages(1).getLast().string("content"))
                    .contains("too costly"));
        }
    }

    @Test
    void aCallWaitsForApprovalThatComesLaterInAnotherRun() throws BindException {
        ClientTool tool = sunny().needsApproval();
        try (var server = Scripted.of(CALLS_TWICE, ANSWERS)) {
            Conversation waiting;
            try (ChatRun run = server.chat().run(ASKED, Tools.of(tool))) {
                assertEquals("ended WAITING", told(run).getLast());
                waiting = run.conversation();
            }
            List<ToolCall> pending = waiting.pendingCalls();
            assertEquals(2, pending.size());
            Conversation kept = Conversation.parse(waiting.toJson()); // as by another process
            try (ChatRun run = server.chat()
                    .run(
                            kept,
                            Tools.of(tool),
                            options -> options.approver(call ->
                                    call.arguments().contains("Rome") ? Approval.no("not Rome") : Approval.YES))) {
                List<String> told = told(run);
                assertTrue(told.contains("finished weather sunny in Paris"), told::toString);
                assertEquals("ended ANSWERED", told.getLast());
            }
            assertEquals("sunny in Paris", server.messages(1).get(2).string("content"));
        }
    }

    @Test
    void whatAnApproverThrowsEndsTheRun() throws BindException {
        try (var server = Scripted.of(CALLS);
                ChatRun run = server.chat()
                        .run(
                                ASKED,
                                Tools.of(sunny()),
                                options -> options.approver(call -> {
                                    throw new IllegalStateException("nobody is there");
                                }))) {
            assertEquals(
                    "nobody is there",
                    assertThrows(IllegalStateException.class, run::answer).getMessage());
            assertEquals(1, run.conversation().pendingCalls().size());
        }
    }

    @Test
    void aFunctionThatRunsElsewhereEndsTheRunAndItsResultLetsItGoOn() throws BindException {
        Tools tools = Tools.NONE.and(Tool.function("weather", "Tells the weather."));
        try (var server = Scripted.of(CALLS, ANSWERS)) {
            Conversation waiting;
            try (ChatRun run = server.chat().run(ASKED, tools)) {
                assertEquals(
                        RunEnd.WAITING,
                        assertThrows(RunEndedException.class, run::answer).end());
                waiting = run.conversation();
            }
            ToolCall call = waiting.pendingCalls().getFirst();
            Conversation given = waiting.add(Message.tool(String.valueOf(call.id()), "rain"));
            try (ChatRun run = server.chat().run(given, tools)) {
                assertEquals("It is sunny.", run.answer().text());
            }
            assertEquals("rain", server.messages(1).getLast().string("content"));
        }
    }

    // Leaving

    @Test
    void closingARunWhileAnAnswerComesEndsIt() throws Exception {
        try (var server = Scripted.of(Answer.of("It is").stall());
                ChatRun run = server.chat().run(ASKED, Tools.NONE)) {
            assertEquals("text It is", Scripted.line(run.next()));
            Thread.ofVirtual().start(run::close);
            assertEquals(List.of("ended CANCELLED"), told(run));
        }
    }

    @Test
    void closingARunWhileAToolRunsInterruptsTheToolAndAsksNothingMore() throws Exception {
        var interrupted = new CountDownLatch(1);
        var runs = new CountDownLatch(1);
        ClientTool stuck = weather(place -> {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return "never";
        });
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(ASKED, Tools.of(stuck))) {
            Thread.ofVirtual().start(() -> {
                awaited(runs);
                CLOSE.accept(run);
            });
            assertEquals("ended CANCELLED", told(run).getLast());
            assertTrue(awaited(interrupted));
            assertEquals(1, server.requests());
            assertEquals(1, run.conversation().pendingCalls().size());
        }
    }

    @Test
    void interruptingTheReaderEndsTheRunAndKeepsTheInterrupt() throws BindException {
        ClientTool interrupts = weather(place -> new CountDownLatch(1).getCount());
        try (var server = Scripted.of(CALLS);
                ChatRun run = server.chat().run(ASKED, Tools.of(interrupts))) {
            ChatEvent event = run.next();
            while (!(event instanceof ChatEvent.TurnFinished)) {
                event = run.next();
            }
            Thread.currentThread().interrupt();
            List<String> told = told(run);
            assertTrue(Thread.interrupted());
            assertEquals("ended CANCELLED", told.getLast());
        }
    }

    // What is sent

    @Test
    void aCallThatWasForcedIsNotForcedAgain() throws BindException {
        Conversation forced = ASKED.settings(request -> request.toolChoice(ToolChoice.function("weather")));
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(forced, Tools.of(sunny()))) {
            assertEquals("It is sunny.", run.answer().text());
            assertInstanceOf(JsonObject.class, server.request(0).get("tool_choice"));
            assertEquals("auto", server.request(1).string("tool_choice"));
            assertEquals(
                    forced.request().toolChoice(), run.conversation().request().toolChoice());
        }
    }

    @Test
    void aCallThatWasForcedIsNotForcedAgainByTheRunThatGoesOn() throws BindException {
        Conversation forced = ASKED.settings(request -> request.toolChoice(ToolChoice.REQUIRED));
        Tools tools = Tools.of(sunny().needsApproval());
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun waits = server.chat().run(forced, tools)) {
            assertEquals("ended WAITING", told(waits).getLast());
            try (ChatRun run =
                    server.chat().run(waits.conversation(), tools, options -> options.approver(call -> Approval.YES))) {
                assertEquals("It is sunny.", run.answer().text());
            }
            assertEquals("required", server.request(0).string("tool_choice"));
            assertEquals("auto", server.request(1).string("tool_choice"));
        }
    }

    @Test
    void aChoiceOfNoToolStays() throws BindException {
        Conversation none = ASKED.settings(request -> request.toolChoice(ToolChoice.NONE));
        try (var server = Scripted.of(CALLS, ANSWERS);
                ChatRun run = server.chat().run(none, Tools.of(sunny()))) {
            run.answer();
            assertEquals("none", server.request(1).string("tool_choice"));
        }
    }

    @Test
    void toolsThatRunElsewhereAreOfferedWithOurs() throws BindException {
        Conversation searching = ASKED.settings(request -> request.tools(Tool.webSearch()));
        try (var server = Scripted.of(ANSWERS);
                ChatRun run = server.chat().run(searching, Tools.of(sunny()).and(Tool.datetime()))) {
            run.answer();
            assertEquals(
                    List.of("openrouter:web_search", "function", "openrouter:datetime"),
                    Scripted.objects(server.request(0).array("tools")).stream()
                            .map(tool -> tool.string("type"))
                            .toList());
            assertTrue(run.conversation().request().tools().stream().noneMatch(tool -> "weather".equals(tool.name())));
        }
    }

    @Test
    void theStepsOfALoopOfOnesOwnAreThere() throws BindException {
        Tools tools = Tools.of(sunny());
        Conversation conversation = ASKED.settings(request -> request.tools(tools.definitions()));
        try (var server = Scripted.of(CALLS_TWICE, ANSWERS)) {
            do {
                for (ToolCall call : conversation.pendingCalls()) {
                    conversation = conversation.add(tools.run(call));
                }
                conversation = conversation.add(server.chat().complete(conversation.request()));
            } while (!conversation.pendingCalls().isEmpty());
            assertEquals(
                    "It is sunny.", ((Message.Assistant) conversation.messages().getLast()).text());
            assertEquals(5, conversation.messages().size());
        }
    }

    @Test
    void aConversationWithoutMessagesIsRefused() throws BindException {
        try (var server = Scripted.of()) {
            var refused = assertThrows(
                    IllegalArgumentException.class, () -> server.chat().run(Conversation.of("any/model"), Tools.NONE));
            assertTrue(refused.getMessage().contains("no messages"), refused.getMessage());
        }
    }
}
