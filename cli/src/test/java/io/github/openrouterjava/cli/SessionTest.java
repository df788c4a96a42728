package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ContentPart;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation at a terminal, with questions from a list in place of a keyboard. */
class SessionTest {
    private static final String ANSWER = """
        {"choices":[{"index":0,"delta":{"content":"Blue","reasoning":"hm",\
        "tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},\
        "finish_reason":"stop"}]}\
        """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean withTools;

    private void converse(FakeServer server, String... lines) {
        converse(server, Conversation.of("acme/m"), List.of(), Saving.NONE, lines);
    }

    /** @param lines what is typed: questions, and the answers to what is asked before a tool runs */
    private void converse(
            FakeServer server, Conversation start, List<ContentPart> attached, Saving saving, String... lines) {
        var asked = new Typed(new ArrayDeque<>(List.of(lines)));
        var notes = new Notes(new Shell(new ByteArrayInputStream(new byte[0]), out, err, Map.of(), "012"));
        try (var client = OpenRouter.builder()
                .baseUrl(server.url())
                .retry(RetryPolicy.NONE)
                .build()) {
            var commands = new Commands();
            var options = new ToolOptions(
                    new Arguments("chat", ToolOptions.addTo(new Options()), List.of("--tool", "shell")));
            var prompt = new ToolPrompt(false, asked, notes);
            Toolbox toolbox = withTools ? new Toolbox(options.tools(commands), options, commands, prompt) : null;
            var asking = new Asking(client, true, toolbox, saving, notes);
            assertEquals(0, Session.run(asking, start, attached, asked, new Output(out, false), notes));
        }
    }

    /** Lines from a list; {@code ^C} is typed while an answer comes, or in place of a yes or no. */
    private record Typed(Deque<String> lines) implements Session.Questions, ToolPrompt.Person {
        @Override
        public @Nullable String next() {
            return lines.poll();
        }

        @Override
        public void accept(Runnable cancel) {
            if ("^C".equals(lines.peek())) {
                lines.poll();
                cancel.run();
            }
        }

        @Override
        public @Nullable String answer(String question) {
            String line = lines.poll();
            return "^C at the question".equals(line) ? null : line;
        }

        @Override
        public void stop() {}
    }

    private static ChatRequest sent(FakeServer server, int number) {
        return ChatRequest.parse(server.requests().get(number).replaceFirst("(?s).*?\r\n\r\n", ""));
    }

    @Test
    void everyQuestionIsAskedWithAllThatWasSaid() {
        try (var server = FakeServer.streaming(ANSWER, "[DONE]")) {
            converse(server, "Why?", "", "Really?", "/new", "And now?", "/quit", "never asked");
            assertEquals(3, server.requests().size());
            assertEquals(1, sent(server, 0).messages().size());
            assertEquals(
                    "[{\"role\":\"user\",\"content\":\"Why?\"},{\"content\":\"Blue\",\"reasoning\":\"hm\"},"
                            + "{\"role\":\"user\",\"content\":\"Really?\"}]",
                    sent(server, 1).messages().stream()
                            .map(message -> message.toJson().replace("\"role\":\"assistant\",", ""))
                            .toList()
                            .toString()
                            .replace("}, {", "},{"));
            assertEquals(1, sent(server, 2).messages().size());
        }
        assertEquals("Blue\nBlue\nBlue\n", out.toString(UTF_8));
        assertTrue(err.toString(UTF_8).contains("\u001b[2mhm"), () -> err.toString(UTF_8));
    }

    @Test
    void questionThatNothingCameOfIsForgotten() {
        try (var server = FakeServer.answering("500 Oops", "", "{\"error\":{\"message\":\"Oops\"}}")) {
            converse(server, "First?", "Second?");
            assertEquals(1, sent(server, 1).messages().size());
        }
        assertTrue(err.toString(UTF_8).contains("openrouter: HTTP 500: Oops"), () -> err.toString(UTF_8));
    }

    @Test
    void halfAnAnswerIsKeptAsPlainText() {
        String half = ANSWER.replace("\"stop\"", "null");
        try (var server = FakeServer.streaming(half)) {
            converse(server, "First?", "Second?");
            assertEquals(
                    "{\"role\":\"assistant\",\"content\":\"Blue\"}",
                    sent(server, 1).messages().get(1).toJson());
        }
    }

    @Test
    void cancellingEndsTheAnswerNotTheConversation() {
        try (var server = FakeServer.streaming(ANSWER, "[DONE]")) {
            converse(server, "First?", "^C", "Second?");
        }
        assertEquals("Blue\n", out.toString(UTF_8));
        assertTrue(err.toString(UTF_8).contains("Cancelled before"), () -> err.toString(UTF_8));
        assertFalse(err.toString(UTF_8).contains("\tat "), () -> err.toString(UTF_8));
    }

    @Test
    void alwaysCountsForTheWholeConversation() {
        withTools = true;
        String runs = Events.runs("echo ran");
        try (var server = FakeServer.inTurn(runs, Events.says("One."), runs, Events.says("Two."))) {
            converse(server, "First?", "always", "Second?");
            assertEquals("ran\n[exit status 0]", server.lastMessage(1).string("content"));
            assertEquals("ran\n[exit status 0]", server.lastMessage(3).string("content"));
        }
        assertEquals("One.\nTwo.\n", out.toString(UTF_8));
    }

    @Test
    void callThatIsStoppedIsNotMadeAfterTheNextQuestion() {
        withTools = true;
        try (var server = FakeServer.inTurn(Events.runs("echo ran"), Events.says("One."))) {
            converse(server, "First?", "^C at the question", "Second?");
            List<Message> messages = sent(server, 1).messages();
            assertTrue(
                    messages.get(2).toJson().contains("the call was not made: the user went on"), messages::toString);
            assertTrue(messages.get(3).toJson().contains("Second?"), messages::toString);
            assertEquals(4, messages.size());
        }
    }

    @Test
    void callsThatWaitComeBeforeTheFirstQuestion() {
        withTools = true;
        var start = Conversation.of("acme/m", Message.user("Go.")).add(ChatCompletion.parse("""
                    {"choices":[{"message":{"role":"assistant","tool_calls":[{"id":"c","type":"function",\
                    "function":{"name":"shell","arguments":"{\\"command\\":\\"echo ran\\"}"}}]}}]}\
                    """));
        try (var server = FakeServer.inTurn(Events.says("One."), Events.says("Two."))) {
            converse(server, start, List.of(), Saving.NONE, "y", "Second?");
            assertEquals("ran\n[exit status 0]", server.lastMessage(0).string("content"));
            assertEquals(5, sent(server, 1).messages().size());
        }
    }

    @Test
    void whatIsAttachedGoesWithTheFirstQuestionThatIsAnswered(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "x");
        String fails = Events.event("{\"error\":{\"code\":400,\"message\":\"Oops\"}}");
        try (var server = FakeServer.inTurn(fails, Events.says("One."), Events.says("Two."))) {
            converse(
                    server,
                    Conversation.of("acme/m"),
                    Attachments.of(List.of(file.toString())),
                    Saving.NONE,
                    "First?",
                    "Again?",
                    "Then?");
            assertTrue(server.lastMessage(0).toText().contains("a.txt"));
            assertTrue(server.lastMessage(1).toText().contains("a.txt"));
            assertEquals("Then?", server.lastMessage(2).string("content"));
        }
    }

    @Test
    void conversationIsKeptAndANewOneHasItsSettingsOnly(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("talk.json");
        var start = Conversation.of("acme/m", Message.system("Be brief."), Message.user("One?"), Message.assistant("1"))
                .settings(request -> request.temperature(0.5));
        try (var server = FakeServer.inTurn(Events.says("Yes."))) {
            converse(server, start, List.of(), Saving.in(file), "Two?");
            assertEquals(5, Conversation.load(file).messages().size());
            converse(server, start, List.of(), Saving.in(file), "Two?", "/new", "Three?");
            assertEquals(3, Conversation.load(file).messages().size());
            assertTrue(
                    server.body(2).toText().contains("\"temperature\":0.5"),
                    () -> server.body(2).toText());
        }
        assertTrue(err.toString(UTF_8).contains("its first answer replaces the one in " + file));
    }
}
