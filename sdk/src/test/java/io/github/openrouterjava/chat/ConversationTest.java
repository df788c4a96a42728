package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a conversation keeps, leaves out and gives back. */
class ConversationTest {
    private static final Conversation ASKED =
            Conversation.of("any/model", Message.system("Be brief."), Message.user("What is the weather?"));
    private static final ChatCompletion CALLS = ChatCompletion.parse("""
            {"id":"gen-1","model":"m","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant",
             "content":null,"reasoning_details":[],"tool_calls":[
             {"id":"a","type":"function","function":{"name":"weather","arguments":"{ \\"city\\" : \\"Paris\\" }"}},
             {"id":"b","type":"function","function":{"name":"weather","arguments":"{}"}}]}}],
             "usage":{"prompt_tokens":30,"completion_tokens":10,"total_tokens":40,"cost":0.0004,"new_in_usage":1}}""");

    @TempDir
    Path folder;

    private static ToolResult result(int call) {
        return new ToolResult(CALLS.toolCalls().get(call), new Content.Text("sunny"), null, Duration.ZERO);
    }

    private static ChatCompletion answer(String text, int tokens) {
        return ChatCompletion.parse("{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"" + text
                + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"total_tokens\":" + tokens + ",\"cost\":0.02}}");
    }

    private static List<String> texts(Conversation conversation) {
        return conversation.messages().stream()
                .map(message -> switch (message) {
                    case Message.System system -> system.content().text();
                    case Message.User user -> user.content().text();
                    case Message.Assistant assistant -> assistant.text();
                    case Message.Tool tool -> tool.content().text();
                    default -> message.toJson();
                })
                .toList();
    }

    @Test
    void aTurnIsKeptAsItCame() {
        Conversation with = ASKED.add(CALLS);
        assertTrue(with.request().toJson().contains("\"reasoning_details\":[]"));
        assertTrue(with.request().toJson().contains("{ \\\"city\\\" : \\\"Paris\\\" }"));
        assertEquals(CALLS.message(), with.messages().getLast());
        assertEquals(40, with.tokens());
        assertEquals(new BigDecimal("0.0004"), with.cost());
        assertNull(ASKED.cost());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":\"a\",", "\"id\":\"\",", ""})
    void callsWithoutAnIdOfTheirOwnGetOne(String id) {
        String call = "{" + id + "\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"\"}}";
        Conversation with =
                ASKED.add(ChatCompletion.parse("{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":"
                        + "{\"role\":\"assistant\",\"tool_calls\":[" + call + "," + call + "]}}]}"));
        List<ToolCall> calls = with.pendingCalls();
        assertEquals(2, calls.stream().map(ToolCall::id).distinct().count());
        for (ToolCall each : calls) {
            assertEquals("{}", each.arguments());
            with = with.add(new ToolResult(each, new Content.Text("sunny"), null, Duration.ZERO));
        }
        assertEquals(List.of(), with.pendingCalls());
    }

    @Test
    void theUserGoesOnWhileCallsWait() {
        Conversation with = ASKED.add(CALLS).add(result(1)).user("Never mind.");
        List<Message> messages = with.messages();
        assertEquals(6, messages.size());
        assertEquals("a", ((Message.Tool) messages.get(3)).toolCallId());
        assertTrue(texts(with).get(3).contains("not made"), texts(with)::toString);
        assertEquals(List.of("sunny", "Never mind."), texts(with).subList(4, 6));
        assertEquals(List.of(), with.pendingCalls());
        assertEquals(1, with.turns().size());
    }

    @Test
    void goingOnTwiceFromOneConversationMakesTwo() {
        Conversation one = ASKED.user("In Rome?");
        Conversation other = ASKED.user("In Oslo?");
        assertEquals(List.of("Be brief.", "What is the weather?", "In Rome?"), texts(one));
        assertEquals(List.of("Be brief.", "What is the weather?", "In Oslo?"), texts(other));
        assertEquals(2, ASKED.messages().size());
    }

    @Test
    void resultsStandInTheOrderOfTheirCalls() {
        Conversation one = ASKED.add(CALLS).add(result(0)).add(result(1));
        Conversation other = ASKED.add(CALLS).add(result(1)).add(result(0));
        assertEquals(one, other);
        assertEquals("a", ((Message.Tool) one.messages().get(3)).toolCallId());
        assertEquals(
                List.of(CALLS.toolCalls().get(1)),
                ASKED.add(CALLS).add(result(0)).pendingCalls());
        assertEquals(List.of(), one.pendingCalls());
    }

    @Test
    void aResultNobodyWaitsForIsRefused() {
        Conversation both = ASKED.add(CALLS).add(result(0));
        assertThrows(IllegalArgumentException.class, () -> both.add(result(0)));
        assertThrows(IllegalArgumentException.class, () -> ASKED.add(result(0)));
        var refused = assertThrows(
                IllegalArgumentException.class, () -> both.user("Go on.").add(result(1)));
        assertEquals("no call with the id b waits for a result", refused.getMessage());
    }

    @Test
    void ofAnAnswerThatIsNotWholeOnlyTheTextStays() {
        String cut = """
                data: {"choices":[{"delta":{"content":"Sunny","reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}}]}

                data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"w","arguments":"{"}}]}}]}

                """;
        var stream = ChatStream.of(new ByteArrayInputStream(cut.getBytes(StandardCharsets.UTF_8)));
        var broken = assertThrows(
                StreamInterruptedException.class, () -> stream.text().forEach(piece -> {}));
        assertEquals(1, broken.completion().toolCalls().size());
        assertEquals(
                Message.assistant("Sunny"),
                ASKED.add(broken.completion()).messages().getLast());
        assertEquals(List.of(), ASKED.add(broken.completion()).pendingCalls());
    }

    @Test
    void anAnswerOfWhichNothingStaysAddsNoMessage() {
        String cut = "data: {\"choices\":[{\"delta\":{\"reasoning\":\"Hm\"}}]}\n\n";
        var stream = ChatStream.of(new ByteArrayInputStream(cut.getBytes(StandardCharsets.UTF_8)));
        var broken = assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
        assertEquals(ASKED.messages(), ASKED.add(broken.completion()).messages());
    }

    @Test
    void tokensWithoutATotalAreThoseReadAndMade() {
        Conversation with = ASKED.add(
                ChatCompletion.parse("{\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":12}}"));
        assertEquals(42, with.tokens());
    }

    @Test
    void theOldestQuestionsGoFirstWithTheirAnswersCallsAndResults() {
        Conversation all = ASKED.add(CALLS)
                .add(result(0))
                .add(result(1))
                .add(answer("Sunny.", 60))
                .user("And in Rome?")
                .add(answer("Rain.", 90))
                .user("Thanks.");
        assertEquals(new BigDecimal("0.0404"), all.cost());
        assertEquals(190, all.tokens());
        assertEquals(all, all.trim(all.promptTokens()));
        Conversation less = all.trim(all.promptTokens() - 1);
        assertEquals(List.of("Be brief.", "And in Rome?", "Rain.", "Thanks."), texts(less));
        assertTrue(less.promptTokens() <= all.promptTokens() - 1);
        assertEquals(List.of("Be brief.", "Thanks."), texts(all.trim(1)));
        assertEquals(all.cost(), all.trim(1).cost());
        assertEquals(all.request().parameters(), all.trim(1).request().parameters());
    }

    @Test
    void tokensAreGuessedByTheLastTurnThatWasCounted() {
        Conversation one = Conversation.of("m", Message.user("x".repeat(1000)));
        assertTrue(Math.abs(one.promptTokens() - 258) < 5, () -> one.promptTokens() + " is not a fourth");
        Conversation counted = one.add(answer("y".repeat(1000), 4000));
        assertTrue(Math.abs(counted.promptTokens() - 4000) < 5, () -> counted.promptTokens() + " is not 4000");
        Conversation again = counted.add(answer("z".repeat(2000), 2000));
        assertTrue(Math.abs(again.promptTokens() - 2000) < 5, () -> again.promptTokens() + " is not 2000");
    }

    @Test
    void whatIsAttachedIsCountedAndNotReadForThat() throws IOException {
        Path file = Files.write(folder.resolve("scan.pdf"), new byte[3000]);
        var scan = Attachment.of(file, "application/pdf");
        Conversation one = Conversation.of("m", Message.user(ContentPart.file(scan)));
        long size = one.messages().getFirst().toJson().length();
        Files.delete(file);
        assertEquals(
                size,
                one.add(answer("Read.", 10)).turns().getFirst().bytes()
                        - Message.assistant("Read.").toJson().length());
        assertTrue(Math.abs(one.promptTokens() - size / 4) < 5, () -> one.promptTokens() + " of " + size);
    }

    @Test
    void aBudgetInMoneyIsOneInTokensAtTheLastPrice() {
        Conversation two = Conversation.of("m", Message.user("x".repeat(1000)))
                .add(answer("y".repeat(1000), 1000))
                .user("z".repeat(1000));
        assertEquals(two, two.trimToCost(new BigDecimal("0.04")));
        assertEquals(two, two.trimToCost(new BigDecimal("1e15")));
        assertEquals(1, two.trimToCost(new BigDecimal("0.02")).messages().size());
        Conversation cheaper = two.add(answer("!", 100_000)); // so much for the same money
        assertEquals(cheaper, cheaper.trimToCost(new BigDecimal("0.02")));
        var free = assertThrows(IllegalStateException.class, () -> ASKED.trimToCost(BigDecimal.ONE));
        assertEquals("no turn of the conversation has told what it cost", free.getMessage());
    }

    @Test
    void readingIsPricedByItselfWhereThatIsTold() {
        String usage = "{\"prompt_tokens\":900,\"completion_tokens\":100,\"total_tokens\":1000,\"cost\":1,"
                + "\"cost_details\":{\"upstream_inference_prompt_cost\":0.009}}";
        Conversation two = Conversation.of("m", Message.user("x".repeat(1000)))
                .add(ChatCompletion.parse("{\"choices\":[],\"usage\":" + usage + "}"))
                .user("y".repeat(1000));
        assertEquals(two, two.trimToCost(new BigDecimal("0.03"))); // and not a 1000th of 1 for each token
        assertEquals(1, two.trimToCost(new BigDecimal("0.01")).messages().size());
    }

    @Test
    void whatCostsNothingFitsAnyBudget() {
        Conversation free = Conversation.of("m", Message.user("Hi."))
                .add(ChatCompletion.parse("{\"choices\":[],\"usage\":{\"total_tokens\":10,\"cost\":0}}"))
                .user("Hi again.");
        assertEquals(free, free.trimToCost(new BigDecimal("0.01")));
    }

    @Test
    void instructionsOfADeveloperStayToo() {
        Conversation all = Conversation.of(
                        "m", Message.parse("{\"role\":\"developer\",\"content\":\"Be brief.\"}"), Message.user("One."))
                .user("Two.");
        assertEquals(2, all.trim(1).messages().size());
        assertEquals(all.messages().getFirst(), all.trim(1).messages().getFirst());
    }

    @Test
    void whatIsSavedIsLoadedAsItWas() throws IOException {
        Conversation all = ASKED.settings(request -> request.temperature(0.5).with("brand_new", JsonObject.EMPTY))
                .add(CALLS)
                .add(result(0));
        Path file = folder.resolve("talk.json");
        all.save(file);
        assertEquals(all, Conversation.load(file));
        all.user("More.").save(file); // over the one before
        assertEquals(all.user("More."), Conversation.load(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void savingWhereNothingCanBeSavedLeavesNothingBehind() throws IOException {
        assertThrows(
                NoSuchFileException.class,
                () -> ASKED.save(folder.resolve("none").resolve("talk.json")));
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.createFile(taken.resolve("inside"));
        assertThrows(IOException.class, () -> ASKED.save(taken));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(taken), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"request\":{\"model\":\"m\"}}",
                "{\"openrouter_conversation\":2,\"request\":{}}",
                "{\"openrouter_conversation\":1",
                "{\"openrouter_conversation\":1,\"request\":\"m\"}"
            })
    void aFileThatIsNoConversationIsNamed(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other.json"), content);
        var refused = assertThrows(IllegalArgumentException.class, () -> Conversation.load(file));
        assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
        assertFalse(refused.getMessage().endsWith("null"), refused.getMessage());
    }
}
