package io.github.openrouterjava.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Script;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of {@link StreamToABrowser}, used in a browser by {@code page.mjs}, which tells what it saw. */
@Timeout(90)
class StreamToABrowserPageTest {
    /** Installed by the server's tests, which a build of all runs before. */
    private static final Path CLIENTS = Path.of("../server/target/clients").toAbsolutePath();

    private static JsonObject saw = JsonObject.EMPTY;
    private static String host = "";

    @BeforeAll
    static void use() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/chromium")), "Chromium is not here");
        assumeTrue(
                Files.isDirectory(CLIENTS.resolve("node_modules/playwright-core")), "there is nothing in " + CLIENTS);
        String script = """
                - {when: {user: break}, then: [{text: Half}, {error: {code: 502, message: the model has gone}}]}
                - {when: {user: hostile}, then: [{text: "<img src=x>"}]}
                - {when: {user: wait}, then: [{text: Once}, stall]}
                - {when: {tool: ""}, then: [{text: "It is "}, {text: "warm."}, {usage: {total_tokens: 30}}]}
                - then:
                  - reasoning: "I will ask."
                  - tool_call: {name: get_weather, arguments: {city: Paris}}
                  - tool_call: {name: get_weather, arguments: {town: Paris}}
                  - usage: {total_tokens: 12}
                """;
        try (var server = LocalOpenRouter.builder()
                        .port(0)
                        .anyModel("offline/script")
                        .script(Script.parse("page.yaml", script))
                        .start();
                var program = new Served(server.baseUrl())) {
            host = program.origin.getAuthority();
            String picture = System.getProperty("picture", "");
            Process node = new ProcessBuilder(
                            "node",
                            "src/test/clients/page.mjs",
                            program.origin.toString(),
                            server.uri().toString(),
                            CLIENTS.toString(),
                            picture)
                    .redirectErrorStream(true)
                    .start();
            try (var output = node.inputReader(UTF_8)) {
                List<String> lines = output.lines().toList();
                assertTrue(!lines.isEmpty() && lines.getLast().startsWith("{"), () -> String.join("\n", lines));
                saw = (JsonObject) Json.parse(lines.getLast());
            } finally {
                node.descendants().forEach(ProcessHandle::destroy);
                node.destroy();
            }
        }
    }

    private static String seen(String name) {
        return Objects.requireNonNull(saw.get(name), name).toText();
    }

    @Test
    void allThatHappensIsShownInItsOrder() {
        String shown = seen("weather");
        assertTrue(shown.startsWith("""
                [["reasoning","I will ask."],\
                ["call","get_weather {\\"city\\":\\"Paris\\"}"],["call","get_weather {\\"town\\":\\"Paris\\"}"],\
                """), shown);
        assertTrue(shown.contains("[\"result\",\"{\\\"city\\\":\\\"Paris\\\",\\\"degrees\\\":21}\"]"), shown);
        assertTrue(shown.contains("[\"failed\",\"{\\\"error\\\":"), shown);
        assertTrue(shown.endsWith("[\"text\",\"It is warm.\"],[\"end\",\"ANSWERED, 42 tokens\"]]"), shown);
    }

    @Test
    void anAnswerThatFailsShowsWhatCameBefore() {
        String shown = seen("broken");
        assertTrue(shown.startsWith("[[\"text\",\"Half\"],[\"failure\",\"StreamErrorException: "), shown);
    }

    @Test
    void whatAModelSaysIsNoHtml() {
        assertTrue(seen("hostile").startsWith("[[\"text\",\"<img src=x>\"],"), seen("hostile"));
        assertEquals("0", seen("made"));
    }

    @Test
    void stoppingAndLeavingEndTheRequest() {
        assertEquals("[[\"text\",\"Once\"]]", seen("growing"));
        assertEquals("""
                {"shown":[["text","Once"],["end","stopped"]],"journal":"cancelled"}""", seen("stopped"));
        assertEquals("\"cancelled\"", seen("left"));
    }

    @Test
    void nothingComesFromElsewhereAndTheBrowserHasNoComplaint() {
        assertEquals("[\"" + host + "\"]", seen("hosts"));
        assertEquals("[]", seen("complaints"));
    }
}
