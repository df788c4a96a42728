package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code chat --tool} runs, whom it asks before, and what the model is told. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // no interrupt ends the reading of a process
@DisabledOnOs(OS.WINDOWS)
class ToolsTest {
    private static final String DONE = Events.says("Done.");

    private static Cli.Ran ask(Cli cli, String terminals, FakeServer server, String... options) {
        var args = new ArrayList<>(List.of("chat", "--base-url", server.url(), "-m", "acme/m", "Go."));
        args.addAll(List.of(options));
        return cli.runAt(terminals, args.toArray(String[]::new));
    }

    private static Cli.Ran ask(FakeServer server, String... options) {
        return ask(Cli.WITH_KEY, "", server, options);
    }

    private static String told(FakeServer server, int request) {
        return String.valueOf(server.lastMessage(request).string("content"));
    }

    @Test
    void theModelGetsWhatACommandPrintedAndItsExitStatus() {
        try (var server = FakeServer.inTurn(Events.runs("echo out; echo wrong >&2; exit 3"), DONE)) {
            var ran = ask(server, "--tool", "shell", "--yes").complete();
            assertEquals("Done.\n", ran.out());
            assertEquals("out\nwrong\n[exit status 3]", told(server, 1));
            assertEquals("tool", server.lastMessage(1).string("role"));
            assertTrue(ran.err().contains("→ shell({\"command\":\"echo out; "), ran::err);
            assertTrue(ran.err().contains("← shell: out wrong [exit status 3]\n"), ran::err);
            assertTrue(ran.err().contains(" · $0.0025 · $0.005 in all · "), ran::err);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        y        | 2 | ran     | ran
        N, yes   | 2 | refused | ran
        a        | 1 | ran     | ran
        hm,,no,y | 4 | refused | ran
        """)
    void everyCallIsAskedAbout(String typed, int questions, String first, String second) {
        Cli cli = Cli.WITH_KEY.input(typed.replaceAll(", ?", "\n") + "\ny\n");
        String runs = Events.runs("echo ran");
        try (var server = FakeServer.inTurn(runs, runs, DONE)) {
            var ran = ask(cli, "02", server, "--tool", "shell").complete();
            String question = "Run shell {\"command\":\"echo ran\"}? [y]es, [n]o, [a]lways ";
            assertEquals(questions, ran.err().split(Pattern.quote(question), -1).length - 1, ran::err);
            assertTrue(told(server, 1).contains(first), () -> told(server, 1));
            assertTrue(told(server, 2).contains(second), () -> told(server, 2));
        }
    }

    @Test
    void withoutATerminalNothingRunsAndBothAreToldSo(@TempDir Path folder) {
        Path made = folder.resolve("made");
        try (var server = FakeServer.inTurn(Events.runs("touch " + made), DONE)) {
            var ran = ask(server, "--tool", "shell").complete();
            assertTrue(told(server, 1).contains("nobody is there to allow it"), () -> told(server, 1));
            assertTrue(ran.err().contains("not run, for there is no terminal"), ran::err);
            assertTrue(ran.err().contains("--yes"), ran::err);
        }
        assertFalse(Files.exists(made));
    }

    @Test
    void questionShowsNoCharactersThatHideACommand() {
        try (var server = FakeServer.inTurn(Events.calls("shell", "{\"command\":\"rm x \u009b2K\u202e\"}"), DONE)) {
            var ran = ask(Cli.WITH_KEY.input("n\n"), "02", server, "--tool", "shell")
                    .complete();
            assertFalse(ran.err().contains("\u009b"), ran::err);
            assertTrue(ran.err().contains("Run shell {\"command\":\"rm x \ufffd2K\ufffd\"}?"), ran::err);
        }
    }

    @Test
    void withoutAnAnswerTheCallWaits() {
        try (var server = FakeServer.inTurn(Events.runs("echo ran"), DONE)) {
            ask(Cli.WITH_KEY, "02", server, "--tool", "shell").failed(3, "waits for a yes or no");
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void commandSeesNeitherTheKeyNorTheKeyboard() throws Exception {
        try (var server = FakeServer.inTurn(Events.runs("echo \"<$OPENROUTER_API_KEY>\"; cat"), DONE)) {
            String url = server.url();
            Cli.WITH_KEY
                    .input("typed")
                    .runProcess("chat", "--base-url", url, "--tool", "shell", "--yes", "-")
                    .complete();
            assertEquals("<>\n[exit status 0]", told(server, 1));
        }
    }

    @Test
    void longOutputIsCutInItsMiddle() {
        try (var server = FakeServer.inTurn(
                Events.runs("echo begin; head -c 1000000 /dev/zero | tr '\\0' x; echo; echo end"), DONE)) {
            ask(server, "--tool", "shell", "--yes").complete();
            String told = told(server, 1);
            assertTrue(told.startsWith("begin\nxxx") && told.endsWith("xxx\nend\n[exit status 0]"), told);
            assertTrue(told.contains("x\n[967243 bytes are left out here]\nx"), told);
            assertTrue(told.length() < 33_000, told.length() + " characters");
        }
    }

    /** A command whose tree holds a pipe open for writing: its reader gets to the end once nobody is left of them. */
    private static String tree(NamedPipe pipe) {
        return "exec 3>" + pipe.path + "; echo begun; echo begun >&3; sh -c 'sleep 1000; :' & sleep 1000 & wait";
    }

    @Test
    void commandThatTakesTooLongIsStoppedWithAllItStarted(@TempDir Path folder) throws Exception {
        var pipe = new NamedPipe(folder);
        try (var server = FakeServer.inTurn(Events.runs(tree(pipe)), DONE)) {
            ask(server, "--tool", "shell", "--yes", "--tool-timeout", "1").complete();
            assertEquals("begun\n[stopped: it took longer than 1.0 s]", told(server, 1));
            pipe.ended();
        }
    }

    @Test
    void ctrlCStopsTheCommandWithAllItStarted(@TempDir Path folder) throws Exception {
        var pipe = new NamedPipe(folder);
        try (var server = FakeServer.inTurn(Events.runs(tree(pipe)), DONE)) {
            Process process = Cli.WITH_KEY.start("chat", "--base-url", server.url(), "--tool", "shell", "--yes", "Go.");
            pipe.begun();
            ProcessTest.signal(process, "INT");
            pipe.ended();
            var ran = Cli.ended(process).failed(130, "Cancelled before the answer was whole");
            assertTrue(ran.err().contains("← shell: the run was ended"), ran::err);
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void ctrlCEndsTheWaitForAnAnswer() throws Exception {
        try (var server = FakeServer.inTurn(Events.runs("echo ran"), DONE)) {
            Process process = Cli.WITH_KEY.startAt("02", "chat", "--base-url", server.url(), "--tool", "shell", "Go.");
            var err = new StringBuilder();
            while (err.indexOf("[a]lways ") < 0) {
                err.append((char) process.getErrorStream().read());
            }
            ProcessTest.signal(process, "INT");
            Cli.ended(process).failed(130, "Cancelled before the answer was whole");
            assertEquals(1, server.requests().size());
        }
    }

    @Test
    void modelThatAlwaysCallsIsStoppedAfterItsSteps() {
        try (var server = FakeServer.inTurn(Events.runs("true"))) {
            ask(server, "--tool", "shell", "--yes", "--steps", "3").failed(3, "--steps");
            assertEquals(3, server.requests().size());
        }
    }

    @Test
    void jsonPrintsEachAnswerInALine() {
        try (var server = FakeServer.inTurn(Events.runs("true"), DONE)) {
            var ran = ask(server, "--tool", "shell", "--yes", "--json").complete();
            assertEquals(2, ran.lines().size());
            var first = ChatCompletion.parse(ran.lines().get(0).toText());
            assertEquals("shell", first.toolCalls().getFirst().name());
            assertEquals(
                    "Done.", ChatCompletion.parse(ran.lines().get(1).toText()).text());
        }
    }

    @Test
    void atATerminalACallIsSeenToGrow() {
        try (var server = FakeServer.inTurn(Events.runs("true"), DONE)) {
            Cli plain = Cli.WITH_KEY.with("NO_COLOR", "1");
            var ran = ask(plain, "012", server, "--tool", "shell", "--yes").complete();
            assertTrue(ran.err().startsWith("→ shell({\"command\":\"true\"})\n← shell: [exit status 0]\n"), ran::err);
            assertEquals("Done.\n", ran.out());
        }
        String cut = Events.runs("true").split("data: ", -1)[1];
        try (var server = FakeServer.inTurn("data: " + cut)) {
            Cli plain = Cli.WITH_KEY.with("NO_COLOR", "1");
            var ran = ask(plain, "012", server, "--tool", "shell", "--yes").failed(3, "before the answer");
            assertTrue(ran.err().startsWith("→ shell({\"command (cut off)\n"), ran::err);
        }
    }

    @Test
    void brokenAnswerEndsTheRunAndRunsNothing() {
        String half = Events.event(Events.delta("\"content\":\"Hel\"", "null"));
        try (var server = FakeServer.inTurn(half)) {
            var ran = ask(server, "--tool", "shell", "--yes").failed(3, "before the answer was whole");
            assertEquals("Hel\n", ran.out());
            assertTrue(ran.err().contains("acme/m · first token"), ran::err);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        shell | {}                                  | the argument 'command' must be
        shell | {"command":                         | not JSON
        http  | {"method":"GET"}                    | the argument 'url' must be
        http  | {"method":"GET","url":"nowhere"}    | the tool failed
        http  | {"method":"G T","url":"http://a/b"} | the tool failed
        other | {}                                  | there is no tool named 'other'; there are: shell, http
        """)
    void wrongCallIsToldToTheModel(String tool, String arguments, String told) {
        try (var server = FakeServer.inTurn(Events.calls(tool, arguments), DONE)) {
            ask(server, "--tool", "shell", "--tool", "http", "--yes").complete();
            assertTrue(told(server, 1).contains(told), () -> told(server, 1));
        }
    }

    @Test
    void httpSendsWhatTheModelSaysAndTellsTheAnswer() {
        try (var other = FakeServer.answering("404 Not Found", "X-Why: gone\r\n", "No such page");
                var server = FakeServer.inTurn(Events.calls("http", """
                        {"method":"PUT","url":"%s/page","headers":{"X-Who":"me"},"body":"text"}\
                        """.formatted(other.url())), DONE)) {
            ask(server, "--tool", "http", "--yes").complete();
            String sent = other.requests().getFirst();
            assertTrue(sent.startsWith("PUT /api/v1/page HTTP/1.1\r\n"), sent);
            assertTrue(sent.contains("X-Who: me\r\n") && sent.endsWith("\r\n\r\ntext"), sent);
            assertTrue(told(server, 1).startsWith("HTTP status 404\n"), () -> told(server, 1));
            assertTrue(told(server, 1).contains("\nx-why: gone\n"), () -> told(server, 1));
            assertTrue(told(server, 1).endsWith("\n\nNo such page\n"), () -> told(server, 1));
            assertFalse(sent.contains(Cli.KEY));
        }
    }

    @Test
    void bodyThatBreaksOffIsToldAsSuch() {
        try (var other = FakeServer.answering("200 OK", "Content-Length: 100\r\n", "half");
                var server = FakeServer.inTurn(
                        Events.calls("http", "{\"method\":\"GET\",\"url\":\"" + other.url() + "\"}"), DONE)) {
            ask(server, "--tool", "http", "--yes").complete();
            assertTrue(told(server, 1).contains("\n\nhalf\n[the body broke off: "), () -> told(server, 1));
        }
    }

    @Test
    void serverThatNeverAnswersIsGivenUp() {
        var never = new CountDownLatch(1);
        try (var other = new FakeServer(out -> never.await());
                var server = FakeServer.inTurn(
                        Events.calls("http", "{\"method\":\"GET\",\"url\":\"" + other.url() + "\"}"), DONE)) {
            ask(server, "--tool", "http", "--yes", "--tool-timeout", "0.5").complete();
            assertTrue(told(server, 1).contains("no result within PT0.5S"), () -> told(server, 1));
        } finally {
            never.countDown();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void toolOfAFileGetsItsArgumentsAsJson(boolean wrapped, @TempDir Path folder) throws IOException {
        String function = "\"name\":\"upper\",\"description\":\"Shouts.\",\"parameters\":{\"type\":\"object\"}";
        String json = wrapped ? "\"type\":\"function\",\"function\":{" + function + "}" : function;
        Path file = Files.writeString(folder.resolve("upper.json"), "{" + json + ",\"command\":\"tr a-z A-Z\"}");
        try (var server = FakeServer.inTurn(Events.calls("upper", "{\"a\":\"b\"}"), DONE)) {
            ask(server, "--tool", file.toString(), "--yes").complete();
            assertEquals("{\"A\":\"B\"}\n[exit status 0]", told(server, 1));
            assertEquals(
                    Json.parse("[{\"type\":\"function\",\"function\":{" + function + "}}]"),
                    server.body(0).get("tools"));
        }
    }

    @Test
    void toolOfAFileWithAnAddressIsPosted(@TempDir Path folder) throws IOException {
        try (var other = FakeServer.answering("200 OK", "", "done");
                var server = FakeServer.inTurn(Events.calls("post", "{\"a\":1}"), DONE)) {
            String json = "{\"name\":\"post\",\"url\":\"" + other.url() + "\"}";
            Path file = Files.writeString(folder.resolve("post.json"), json);
            ask(server, "--tool", file.toString(), "--yes").complete();
            String sent = other.requests().getFirst();
            assertTrue(sent.startsWith("POST /api/v1 "), sent);
            assertTrue(sent.contains("Content-Type: application/json") && sent.endsWith("\r\n\r\n{\"a\":1}"), sent);
            assertTrue(told(server, 1).endsWith("\n\ndone\n"), () -> told(server, 1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        {                                            | is not JSON
        []                                           | is no JSON object
        {"command":"x"}                              | its "name" must be
        {"name":"a b","command":"x"}                 | its "name" must be
        {"name":"a"}                                 | a "command" or a "url", and not both
        {"name":"a","command":"x","url":"http://b"}  | a "command" or a "url", and not both
        {"name":"a","command":"x","parameters":[]}   | its "parameters" must be a JSON Schema
        {"name":"a","url":"ftp://b/c"}               | its "url" is no address of HTTP
        {"name":"a","url":"http://b c"}              | its "url" is no address of HTTP
        """)
    void fileThatIsNoToolIsNamed(String json, String told, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tool.json"), json);
        Cli.BARE.run("chat", "--tool", file.toString(), "Hi").failed(2, file.toString(), told);
    }

    @Test
    void whatIsNoToolIsNamed(@TempDir Path folder) throws IOException {
        Cli.BARE.run("chat", "--tool", "bash", "Hi").failed(2, "--tool is 'bash'", "shell, http", ".json");
        String missing = folder.resolve("missing.json").toString();
        Cli.BARE.run("chat", "--tool", missing, "Hi").failed(2, missing, "there is no such file");
        String directory = Files.createDirectory(folder.resolve("folder.json")).toString();
        Cli.BARE.run("chat", "--tool", directory, "Hi").failed(2, directory, "it is a folder");
        Path shell = Files.writeString(folder.resolve("s.json"), "{\"name\":\"shell\",\"command\":\"x\"}");
        Cli.BARE
                .run("chat", "--tool", "shell", "--tool", shell.toString(), "Hi")
                .failed(2, "two tools are named shell");
        Cli.BARE.run("chat", "--tool", "shell", "--steps", "0", "Hi").failed(2, "--steps is 0");
        Cli.BARE.run("chat", "--tool", "shell", "--tool-timeout", "-1", "Hi").failed(2, "--tool-timeout is -1");
        Cli.BARE.run("chat", "--tool", "shell", "--chunks", "Hi").failed(2, "--chunks", "leave --tool out");
        Cli.BARE.run("chat", "--tool", "shell", "--no-stream", "Hi").failed(2, "--no-stream", "--tool");
    }

    @Test
    void offlineDemoRunsWhatStandsInBackquotes() {
        var ran = Cli.BARE
                .run("chat", "--tool", "shell", "--yes", "What does `echo one two` print?")
                .complete();
        assertTrue(ran.out().contains("\n> one two\n> [exit status 0]\n"), ran::out);
    }
}
