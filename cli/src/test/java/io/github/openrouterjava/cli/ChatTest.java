package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.offline.OfflineTransport;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What {@code chat} sends, prints, and exits with. */
class ChatTest {
    private static final String HEL = chunk("\"content\":\"Hel\"", "null");
    private static final String LO = chunk("\"content\":\"lo\"", "null");
    private static final String STOP = chunk("", "\"stop\"");
    private static final String USAGE =
            "{\"id\":\"gen-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9,"
                    + "\"cost\":0.000120}}";

    private static String chunk(String delta, String finish) {
        return "{\"id\":\"gen-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"acme/m\","
                + "\"provider\":\"Acme\",\"choices\":[{\"index\":0,\"delta\":{" + delta + "},\"finish_reason\":"
                + finish + "}]}";
    }

    @Test
    void withoutKeyAndServerTheDemoAnswersAndSaysSo() {
        var ran = Cli.BARE.run("chat", "Why", "is the sky blue?").complete();
        assertTrue(ran.out().contains("Why is the sky blue?"), ran::out);
        assertTrue(
                ran.err()
                        .startsWith(
                                "offline demo, not a language model;" + " set OPENROUTER_API_KEY for real answers\n"),
                ran::err);
        assertTrue(ran.err().contains("\n→ search_docs({\"query\":"), ran::err);
        assertTrue(ran.err().contains("\nreasoning: "), ran::err);
        assertTrue(ran.err().lines().toList().getLast().startsWith("offline/demo · Offline · "), ran::err);
    }

    @Test
    void offlineModelsAreOfflineWhateverIsSet() {
        var ran = Cli.WITH_KEY
                .with("OPENROUTER_BASE_URL", "http://no-such-host.invalid/v1")
                .run("chat", "-m", "offline/echo", "Hi")
                .complete();
        assertTrue(ran.out().contains("\"model\":\"offline/echo\""), ran::out);
        assertFalse(ran.err().contains("offline demo"), ran::err);
    }

    @Test
    void modelIsAutoAtOpenRouterAndLeftToOtherServers() {
        assertEquals(
                "openrouter/auto",
                Target.of(null, null, shell("OPENROUTER_API_KEY")).model());
        assertEquals(
                "openrouter/auto",
                Target.of(null, "https://openrouter.ai/api/v1", shell("none")).model());
        try (var server = FakeServer.streaming(HEL, STOP, "[DONE]")) {
            Cli.BARE.with("OPENROUTER_BASE_URL", server.url()).run("chat", "Hi").complete();
            Cli.BARE
                    .run("chat", "--base-url", server.url(), "-m", "acme/m", "Hi")
                    .complete();
            assertFalse(server.requests().get(0).contains("\"model\""), server.requests()::toString);
            assertTrue(server.requests().get(1).contains("\"model\":\"acme/m\""), server.requests()::toString);
        }
    }

    private static Shell shell(String variable) {
        return new Shell(System.in, System.out, System.err, Map.of(variable, "value"), "");
    }

    @Test
    void textGoesOutAndTheLastLineTellsTheRest() {
        try (var server = FakeServer.streaming(HEL, LO, STOP, USAGE, "[DONE]")) {
            var ran = Cli.WITH_KEY.run("chat", "--base-url", server.url(), "Hi").complete();
            assertEquals("Hello\n", ran.out());
            assertTrue(
                    ran.err()
                            .matches("acme/m · Acme · 7 \\+ 2 tokens · \\$0\\.00012 · first token [0-9.]+ s"
                                    + "( · [0-9.]+ tokens/s)?\n"),
                    ran::err);
            assertTrue(server.requests().getFirst().contains("Authorization: Bearer " + Cli.KEY));
        }
    }

    @Test
    void requestHasWhatTheOptionsSay() {
        var ran = Cli.BARE
                .run(
                        "chat",
                        "-m",
                        "offline/echo",
                        "-s",
                        "Be brief.",
                        "--temperature",
                        "0.5",
                        "--top-p",
                        "0.9",
                        "--max-tokens",
                        "100000",
                        "--seed",
                        "42",
                        "--stop",
                        "a,b",
                        "--stop",
                        "c",
                        "--reasoning-effort",
                        "low",
                        "-p",
                        "top_k=40",
                        "-p",
                        "provider={\"sort\":\"price=1\"}",
                        "--",
                        "-x",
                        "@file",
                        "${y}")
                .complete();
        assertEquals(Json.parse("""
            {"model":"offline/echo","messages":[{"role":"system","content":"Be brief."},
            {"role":"user","content":"-x @file ${y}"}],"max_tokens":100000,
            "provider":{"sort":"price=1"},"reasoning_effort":"low","seed":42,"stop":["a,b","c"],
            "stream":true,"temperature":0.5,"top_k":40,"top_p":0.9}\
            """), Json.parse(ran.out()));
    }

    @Test
    void promptIsTheArgumentsTheInputOrBoth() {
        assertEquals("from pipe", asked(Cli.BARE.input("from pipe\n"), List.of()));
        assertEquals("from pipe", asked(Cli.BARE.input("from pipe\n"), List.of("-")));
        assertEquals("sum up\n\na\nb", asked(Cli.BARE.input("a\nb\n"), List.of("sum", "up")));
        assertEquals("sum up\n\na", asked(Cli.BARE.input("a"), List.of("sum up", "-")));
        assertEquals("sum up", asked(Cli.BARE, List.of("sum up")));
    }

    private static String asked(Cli cli, List<String> words) {
        var args = new ArrayList<>(List.of("chat", "-m", "offline/echo"));
        args.addAll(words);
        String echo = cli.run(args.toArray(String[]::new)).complete().out();
        var request = ChatRequest.parse(echo);
        var message = (Message.User) request.messages().getFirst();
        return message.content().text();
    }

    @Test
    void jsonPrintsTheMergedCompletionAlsoOfHalfAnAnswer() {
        try (var server = FakeServer.streaming(HEL, LO, STOP, USAGE, "[DONE]")) {
            var ran = Cli.WITH_KEY
                    .run("chat", "--json", "--base-url", server.url(), "Hi")
                    .complete();
            var completion = ChatCompletion.parse(ran.line().toText());
            assertEquals("Hello", completion.text());
            assertEquals("chat.completion", completion.object());
        }
        try (var server = FakeServer.streaming(HEL)) {
            var ran = Cli.WITH_KEY
                    .run("chat", "--json", "--base-url", server.url(), "Hi")
                    .failed(3, "before the answer");
            assertEquals("Hel", ChatCompletion.parse(ran.line().toText()).text());
        }
    }

    @Test
    void cancelledJsonAnswerIsPrintedAsFarAsItCame() {
        var out = new ByteArrayOutputStream();
        var shell = new Shell(InputStream.nullInputStream(), out, OutputStream.nullOutputStream(), Map.of(), "");
        var json = View.json(new Output(out, false));
        var cancel = new AtomicReference<>((Runnable) () -> {});
        var untilFirstEvent = new View() {
            @Override
            public void show(ChatEvent event, Supplier<ChatCompletion> soFar) {
                json.show(event, soFar);
                cancel.get().run();
            }

            @Override
            public void cutOff(ChatCompletion completion) {
                json.cutOff(completion);
            }
        };
        try (var client = OpenRouter.builder().transport(new OfflineTransport()).build()) {
            var nothing = Conversation.of("offline/lorem:tokens=1000,tps=1000");
            var asking = new Asking(client, true, null, Saving.NONE, new Notes(shell));
            assertEquals(
                    130,
                    asking.ask(nothing, Message.user("Hi"), untilFirstEvent, cancel::set)
                            .exit());
        }
        var completion = ChatCompletion.parse(out.toString(UTF_8));
        assertEquals("offline/lorem", completion.model());
        assertNull(completion.finishReason());
    }

    @Test
    void chunksArePrintedAsTheyCame() {
        try (var server = FakeServer.streaming(HEL, LO, STOP, USAGE, "[DONE]")) {
            var ran = Cli.WITH_KEY
                    .run("chat", "--chunks", "--base-url", server.url(), "Hi")
                    .complete();
            assertEquals(4, ran.lines().size());
            assertEquals(
                    Json.parse(LO.replace(",\"finish_reason\":null", "")),
                    ran.lines().get(1));
            assertEquals(Json.parse(USAGE), ran.lines().get(3));
        }
    }

    @Test
    void withoutStreamingTheAnswerComesWhole() {
        var ran =
                Cli.BARE.run("chat", "--no-stream", "-m", "offline/echo", "Hi").complete();
        assertTrue(ran.out().contains("\"stream\":false"), ran::out);
        assertTrue(ran.err().contains("took "), ran::err);
        var demo = Cli.BARE.run("chat", "--no-stream", "Where is the key?").complete();
        assertTrue(demo.err().contains("→ search_docs("), demo::err);
        assertTrue(demo.err().contains("reasoning: "), demo::err);
    }

    @Test
    void errorInTheStreamKeepsWhatCame() {
        try (var server = FakeServer.streaming(
                HEL, "{\"id\":\"gen-1\",\"choices\":[],\"error\":{\"code\":502,\"message\":\"Overloaded\"}}")) {
            var ran = Cli.WITH_KEY.run("chat", "--base-url", server.url(), "Hi").failed(4, "502", "Overloaded");
            assertEquals("Hel\n", ran.out());
        }
    }

    @Test
    void eventThatIsNoJsonIsUndecodableAndKeepsWhatCame() {
        try (var server = FakeServer.streaming(HEL, "nonsense", STOP)) {
            var ran = Cli.WITH_KEY.run("chat", "--base-url", server.url(), "Hi").failed(5, "nonsense");
            assertEquals("Hel\n", ran.out());
        }
    }

    @Test
    void serverThatFallsSilentIsATimeout() {
        var never = new CountDownLatch(1);
        try (var server = new FakeServer(out -> {
            FakeServer.send(out, FakeServer.head("200 OK", "Content-Type: text/event-stream\r\n"));
            FakeServer.send(out, "data: " + HEL + "\n\n");
            never.await();
        })) {
            String url = server.url();
            var idle = Cli.WITH_KEY
                    .run("chat", "--base-url", url, "--idle-timeout", "0.2", "Hi")
                    .failed(6, "200 ms");
            assertEquals("Hel\n", idle.out());
            Cli.WITH_KEY
                    .run("chat", "--base-url", url, "--timeout", "0.3", "Hi")
                    .failed(6, "300 ms", "total");
        } finally {
            never.countDown();
        }
    }

    @Test
    void toolCallsAreShownOnceTheyAreComplete() {
        String begin = chunk(
                "\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"{\\\"a\\\"\"}}]",
                "null");
        String rest = chunk("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\":1}\"}}]", "null");
        try (var server = FakeServer.streaming(begin, rest, chunk("", "\"tool_calls\""), "[DONE]")) {
            var ran = Cli.WITH_KEY.run("chat", "--base-url", server.url(), "Hi").complete();
            assertEquals("", ran.out());
            assertTrue(ran.err().startsWith("→ f({\"a\":1})\n"), ran::err);
        }
        try (var server = FakeServer.streaming(begin)) {
            var ran =
                    Cli.WITH_KEY.run("chat", "--base-url", server.url(), "Hi").failed(3, "before the answer was whole");
            assertTrue(ran.err().contains("→ f({\"a\") (cut off)\n"), ran::err);
        }
    }

    @Test
    void characterThatTwoChunksShareIsWhole() {
        String first = chunk("\"content\":\"\\ud83d\"", "null");
        String second = chunk("\"content\":\"\\ude00!\"", "null");
        try (var server = FakeServer.streaming(first, second, STOP, "[DONE]")) {
            assertEquals(
                    "😀!\n",
                    Cli.WITH_KEY
                            .run("chat", "--base-url", server.url(), "Hi")
                            .complete()
                            .out());
        }
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        assertTrue(Cli.BARE.run("--help").complete().out().contains("decode"));
        assertTrue(Cli.BARE.run("chat", "--help").complete().out().contains("OPENROUTER_API_KEY"));
        assertEquals("openrouter 0.1.0\n", Cli.BARE.run("--version").complete().out());
    }
}
