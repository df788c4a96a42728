package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Conversation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A conversation at a terminal, with questions from a list in place of a keyboard. */
class SessionTest {
    private static final String ANSWER = """
        {"choices":[{"index":0,"delta":{"content":"Blue","reasoning":"hm",\
        "tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},\
        "finish_reason":"stop"}]}\
        """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private void converse(FakeServer server, String... lines) {
        var questions = new ArrayDeque<>(List.of(lines));
        var asked = new Session.Questions() {
            @Override
            public @Nullable String next() {
                return questions.poll();
            }

            @Override
            public void accept(Runnable cancel) {
                if (questions.peek() != null && questions.peek().equals("^C")) {
                    questions.poll();
                    cancel.run();
                }
            }
        };
        var notes = new Notes(new Shell(new ByteArrayInputStream(new byte[0]), out, err, Map.of(), "012"));
        try (var client = OpenRouter.builder()
                .baseUrl(server.url())
                .retry(RetryPolicy.NONE)
                .build()) {
            var asking = new Asking(client, true, null, Saving.NONE, notes);
            var start = Conversation.of("acme/m");
            assertEquals(0, Session.run(asking, start, List.of(), asked, new Output(out, false), notes));
        }
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
}
