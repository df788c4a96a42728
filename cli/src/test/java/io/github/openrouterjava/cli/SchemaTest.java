package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code chat --schema} sends, prints, and takes for an answer. */
class SchemaTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"required\":[\"a\"]}";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void schema() throws IOException {
        file = Files.writeString(folder.resolve("my schema.json"), SCHEMA);
    }

    private Cli.Ran ask(String terminals, FakeServer server, String... options) {
        var args = new ArrayList<>(
                List.of("chat", "--base-url", server.url(), "-m", "acme/m", "--schema", file.toString(), "Go."));
        args.addAll(List.of(options));
        return Cli.WITH_KEY.runAt(terminals, args.toArray(String[]::new));
    }

    @Test
    void schemaIsAskedForStrictlyOfProvidersThatHeedIt() {
        try (var server = FakeServer.inTurn(Events.says("{\"a\":1}"))) {
            ask("", server, "-p", "provider={\"sort\":\"price\"}").complete();
            assertEquals(
                    Json.parse("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"my_schema\",\"schema\":" + SCHEMA
                            + ",\"strict\":true}}"),
                    server.body(0).get("response_format"));
            assertEquals(
                    Json.parse("{\"sort\":\"price\",\"require_parameters\":true}"),
                    server.body(0).get("provider"));
            ask("", server, "-p", "provider={\"require_parameters\":false}").complete();
            assertEquals(
                    Json.parse("{\"require_parameters\":false}"), server.body(1).get("provider"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        {"a": 1.0}                            | {"a":1.0}
        Here it is:~```json~{"a": [1]}~```~Hm | {"a":[1]}
        [1, 2]                                | [1,2]
        {}                                    | {}
        """)
    void elsewhereThanAtATerminalOnlyTheJsonIsPrinted(String said, String printed) {
        try (var server = FakeServer.inTurn(Events.says(said.replace('~', '\n')))) {
            assertEquals(printed + "\n", ask("2", server).complete().out());
        }
    }

    @Test
    void atATerminalTheAnswerIsShownAsItCame() {
        String said = "Here: {\"a\": 1}";
        try (var server = FakeServer.inTurn(Events.says(said))) {
            assertEquals(said + "\n", ask("12", server).complete().out());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        I can't do that. | there is none in "I can't do that."
        {"a": tru}       | in "{"a": tru}"
        {"a": 1          | in "{"a": 1"
        """)
    void answerThatIsNoJsonFailsAndIsNotPrintedAsOne(String said, String told) {
        try (var server = FakeServer.inTurn(Events.says(said))) {
            var ran = ask("", server).failed(5, "not the JSON that was asked for", told);
            assertEquals("", ran.out());
            assertTrue(ran.err().contains("\n" + said + "\n") || ran.err().startsWith(said + "\n"), ran::err);
            ask("12", server).failed(5, told);
            var completion = ChatCompletion.parse(
                    ask("", server, "--json").failed(5, told).line().toText());
            assertEquals(said, completion.text());
            ask("", server, "--chunks").failed(5, told);
        }
    }

    @Test
    void answerThatIsCutOffOrRefusedSaysSo() {
        String cut = Events.event(Events.delta("\"content\":\"{\\\"a\\\": 1\"", "null")) + Events.end("length");
        try (var server = FakeServer.inTurn(cut)) {
            ask("", server).failed(5, "cut off by its token limit");
        }
        String refused = Events.event(Events.delta("\"refusal\":\"Never.\"", "null")) + Events.end("stop");
        try (var server = FakeServer.inTurn(refused)) {
            ask("", server).failed(5, "the model refused: Never.");
        }
        String half = Events.event(Events.delta("\"content\":\"{\\\"a\\\": 1}\"", "null"));
        try (var server = FakeServer.inTurn(half)) {
            var ran = ask("", server).failed(3, "before the answer was whole");
            assertEquals("", ran.out());
            assertTrue(ran.err().contains("{\"a\": 1}\n"), ran::err);
        }
    }

    @Test
    void onlyTheLastAnswerIsTheJson() {
        String calls = Events.event(Events.delta("\"content\":\"Let me {\\\"see\\\":1}\"", "null"))
                + Events.calls("other", "{}");
        try (var server = FakeServer.inTurn(calls, Events.says("{\"a\":1}"))) {
            var ran = ask("", server, "--tool", "shell", "--yes").complete();
            assertEquals("{\"a\":1}\n", ran.out());
        }
    }

    @Test
    void demoAnswersByTheSchema() {
        var ran = Cli.BARE.run("chat", "--schema", file.toString(), "What?").complete();
        assertEquals("{\"a\":\"What?\"}\n", ran.out());
    }

    @Test
    void fileThatIsNoSchemaIsNamed() throws IOException {
        String missing = folder.resolve("missing.json").toString();
        Cli.BARE.run("chat", "--schema", missing, "Hi").failed(2, missing, "there is no such file");
        String wrong = Files.writeString(folder.resolve("wrong.json"), "{").toString();
        Cli.BARE.run("chat", "--schema", wrong, "Hi").failed(2, wrong, "is not JSON");
        String list = Files.writeString(folder.resolve("list.json"), "[]").toString();
        Cli.BARE.run("chat", "--schema", list, "Hi").failed(2, list, "is no JSON object");
    }
}
