package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code chat --save} keeps, and {@code --continue} goes on with. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // no interrupt ends the reading of a process
@DisabledOnOs(OS.WINDOWS)
class SaveTest {
    private static final String DONE = Events.says("Done.");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("talk.json");
    }

    private static Cli.Ran chat(Cli cli, String terminals, FakeServer server, Object... args) {
        var all = new ArrayList<>(List.of("chat", "--base-url", server.url(), "--retries", "0"));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        return cli.runAt(terminals, all.toArray(String[]::new));
    }

    private static Cli.Ran chat(FakeServer server, Object... args) {
        return chat(Cli.WITH_KEY, "", server, args);
    }

    private Conversation kept() throws IOException {
        return Conversation.load(file);
    }

    private static List<String> messages(JsonObject request) {
        return request.array("messages").elements().stream()
                .map(message -> (JsonObject) message)
                .map(message -> message.string("role") + " " + message.string("content"))
                .toList();
    }

    @Test
    void conversationIsKeptAfterEachAnswerAndEachResult() throws IOException {
        String looks = Events.runs("cat " + file);
        try (var server = FakeServer.inTurn(looks, looks, DONE)) {
            chat(server, "--tool", "shell", "--yes", "--save", file, "Go.").complete();
            String first = String.valueOf(server.lastMessage(1).string("content"));
            var then = Conversation.parse(first.split("\n\\[exit")[0]);
            assertEquals("shell", then.pendingCalls().getFirst().name());
            String second = String.valueOf(server.lastMessage(2).string("content"));
            assertEquals(
                    4,
                    Conversation.parse(second.split("\n\\[exit")[0]).messages().size());
        }
        assertEquals(6, kept().messages().size());
        assertEquals(List.of(), kept().pendingCalls());
        assertEquals("0.0075", String.valueOf(kept().cost()));
        assertFalse(Files.readString(file).contains(Cli.KEY));
    }

    @Test
    void nextQuestionIsAskedWithAllThatWasSaidAndKeptThereToo() throws IOException {
        try (var server = FakeServer.inTurn(DONE)) {
            chat(server, "-m", "a/b", "-s", "Be brief.", "--temperature", "0.5", "--save", file, "One?")
                    .complete();
            var ran = chat(server, "--continue", file, "Two?").complete();
            assertTrue(ran.err().contains(" · $0.0025 · $0.005 in all"), ran::err);
            assertEquals(
                    List.of("system Be brief.", "user One?", "assistant Done.", "user Two?"), messages(server.body(1)));
            assertEquals("a/b", server.body(1).string("model"));
            assertEquals(Json.parse("0.5"), server.body(1).get("temperature"));
            assertEquals(5, kept().messages().size());

            Path other = folder.resolve("other.json");
            chat(server, "--continue", file, "--save", other, "-m", "c/d", "-s", "Be long.", "Three?")
                    .complete();
            assertEquals("system Be long.", messages(server.body(2)).getFirst());
            assertEquals(6, messages(server.body(2)).size());
            assertEquals("c/d", server.body(2).string("model"));
            assertEquals(5, kept().messages().size());
            assertEquals(7, Conversation.load(other).messages().size());
        }
    }

    @Test
    void callsThatWaitComeFirst() throws IOException {
        try (var server = FakeServer.inTurn(Events.runs("echo ran"), DONE, Events.says("Yes."))) {
            chat(Cli.WITH_KEY, "02", server, "--tool", "shell", "--save", file, "Go.")
                    .failed(3, "waits for a yes or no");
            byte[] waiting = Files.readAllBytes(file);
            chat(server, "--continue", file, "Hi").failed(2, "the result of shell", "--tool");
            chat(server, "--continue", file, "--tool", "http", "Hi").failed(2, "the result of shell", "--tool");
            assertEquals(1, server.requests().size());

            var ran =
                    chat(server, "--continue", file, "--tool", "shell", "--yes").complete();
            assertEquals("Done.\n", ran.out());
            assertEquals("ran\n[exit status 0]", server.lastMessage(1).string("content"));
            assertEquals(4, kept().messages().size());

            Files.write(file, waiting);
            ran = chat(server, "--continue", file, "--tool", "shell", "--yes", "And?")
                    .complete();
            assertEquals("Yes.\nYes.\n", ran.out());
            assertEquals("ran\n[exit status 0]", server.lastMessage(2).string("content"));
            assertEquals("user And?", messages(server.body(3)).getLast());
            assertEquals(6, kept().messages().size());

            Files.write(file, waiting);
            chat(server, "--continue", file, "--tool", "shell", "--attach", file)
                    .failed(2, "--attach goes with a question");
        }
    }

    @Test
    void whatWasKilledInItsMiddleGoesOn() throws Exception {
        var begun = new NamedPipe(folder);
        Path never = folder.resolve("never");
        NamedPipe.make(never);
        try (var server = FakeServer.inTurn(Events.runs("echo > " + begun.path + "; cat " + never), DONE)) {
            String[] args = {"--tool", "shell", "--yes", "--save", file.toString(), "Go."};
            var all = new ArrayList<>(List.of("chat", "--base-url", server.url()));
            all.addAll(List.of(args));
            Process process = Cli.WITH_KEY.start(all.toArray(String[]::new));
            begun.begun();
            process.destroyForcibly().waitFor();
            new FileOutputStream(never.toFile()).close(); // lets the command end
            assertEquals(1, kept().pendingCalls().size());
            chat(server, "--continue", file, "--tool", "shell").complete();
            assertEquals(4, kept().messages().size());
        }
    }

    @Test
    void questionThatNothingCameOfIsNotKept() throws IOException {
        try (var failing = FakeServer.answering("500 Oops", "", "{\"error\":{\"message\":\"Oops\"}}");
                var server = FakeServer.inTurn(DONE)) {
            chat(failing, "--save", file, "One?").failed(4, "Oops");
            assertFalse(Files.exists(file));
            chat(server, "--save", file, "One?").complete();
            String before = Files.readString(file);
            chat(failing, "--continue", file, "Two?").failed(4, "Oops");
            chat(failing, "--continue", file, "--tool", "shell", "Two?").failed(4, "Oops");
            assertEquals(before, Files.readString(file));
        }
    }

    @Test
    void halfAnAnswerIsKeptAsItsText() throws IOException {
        String half = Events.event(Events.delta("\"content\":\"Hel\"", "null"));
        for (String tool : new String[] {"--yes", "--tool=shell"}) {
            try (var server = FakeServer.inTurn(half)) {
                chat(server, "--save", file, tool, "One?").failed(3, "before the answer was whole");
                assertEquals(
                        "{\"role\":\"assistant\",\"content\":\"Hel\"}",
                        kept().messages().getLast().toJson());
                Files.delete(file);
            }
        }
    }

    @Test
    void callsThatNothingRunsAreNotKept() throws IOException {
        Cli.BARE.run("chat", "--save", file.toString(), "Where is the key?").complete();
        assertEquals(List.of(), kept().pendingCalls());
        assertEquals(2, kept().messages().size());
    }

    @Test
    void answerIsShownAlsoWhereItCannotBeKept() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        try (var server = FakeServer.inTurn(Events.runs("rm -r " + gone), DONE)) {
            var ran = chat(server, "--tool", "shell", "--yes", "--save", gone.resolve("talk.json"), "Go.")
                    .failed(1, "Can't save the conversation", "talk.json");
            assertEquals("Done.\n", ran.out());
        }
    }

    @Test
    void whatCannotBeKeptOrGoneOnWithIsNamed() throws IOException {
        Cli.BARE.run("chat", "--save", folder.toString(), "Hi").failed(2, "--save", folder + ": it is a folder");
        Path nowhere = folder.resolve("no/talk.json");
        Cli.BARE.run("chat", "--save", nowhere.toString(), "Hi").failed(2, nowhere.toString(), "there is no folder");
        Cli.BARE.run("chat", "--continue", file.toString(), "Hi").failed(2, "--continue", file + ": there is no such");
        Files.writeString(file, "{");
        Cli.BARE.run("chat", "--continue", file.toString(), "Hi").failed(2, file + ": ");
        Files.writeString(file, "{}");
        Cli.BARE.run("chat", "--continue", file.toString(), "Hi").failed(2, file + ": this is no conversation");
    }
}
