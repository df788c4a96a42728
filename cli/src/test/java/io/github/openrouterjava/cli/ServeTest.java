package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code openrouter serve}, and the scenarios as models of {@code chat}. */
@Timeout(60)
class ServeTest {
    private static JsonObject get(String address) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            var response =
                    client.send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
            return (JsonObject) Json.parse(response.body());
        }
    }

    @Test
    void firstLineIsTheAddressOfAServerThatPlaysTheCatalogue() throws Exception {
        Process process = Cli.BARE.start("serve", "--conformance", "--port", "0");
        try (var out = process.inputReader()) {
            String address = out.readLine();
            JsonArray listed = get(address + "/conformance").array("scenarios");
            assertEquals(Catalogue.load().scenarios().size(), listed.elements().size());
            String claim = get(address + "/conformance/cut-between-events").string("claim");
            assertTrue(claim.contains("not whole"), claim);

            var ran = Cli.BARE.run(
                    "chat", "--base-url", address + "/api/v1", "-m", "conformance/cut-between-events", "Go");
            assertEquals("Hello, wor\n", ran.out());
            assertEquals(3, ran.exit(), ran::toString);
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "SIGTERM does not end it");
    }

    @Test
    void scenarioIsAModelOfChat() {
        var ran = Cli.BARE.run("chat", "-m", "conformance/cut-between-events", "Go");
        assertEquals("Hello, wor\n", ran.out());
        ran.failed(3, "before the answer was whole");
    }

    @Test
    void scenarioThatIsNotThereIsNamed() {
        Cli.BARE.run("chat", "-m", "conformance/nothing", "Go").failed(4, "conformance/nothing", "/conformance");
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Cli.BARE.run("serve", "--conformance", "--port", port).failed(2, port);
        }
    }

    @Test
    void modelsAreServedUntilTheProcessIsToldToEnd() throws Exception {
        Process process = Cli.BARE.start("serve", "--port", "0");
        try (var out = process.inputReader()) {
            String address = out.readLine();
            assertTrue(address.matches("http://127\\.0\\.0\\.1:[0-9]+"), address);
            assertTrue(get(address + "/v1/models").toText().contains("offline/lorem"));
            var ran = Cli.BARE.run("chat", "--base-url", address + "/api/v1", "-m", "offline/echo", "Grüße");
            assertEquals(0, ran.exit(), ran::toString);
            assertTrue(ran.out().contains("Grüße"), ran.out());
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "SIGTERM does not end it");
    }

    /** The output of a chat with a server that is started for it, and ended. */
    private static String chat(Cli cli, String question, String... serve) throws Exception {
        Process process = cli.start(serve);
        try (var out = process.inputReader()) {
            String base = out.readLine() + "/api/v1";
            var ran = Cli.WITH_KEY.run("chat", "--base-url", base, "-m", "a/b", "--retries", "0", question);
            return ran.exit() == 0 ? ran.out() : ran.err();
        } finally {
            process.destroy();
            assertTrue(process.waitFor(5, TimeUnit.SECONDS), "SIGTERM does not end it");
        }
    }

    @Test
    void recordsWhatAnUpstreamAnswersAndReplaysIt(@TempDir Path folder) throws Exception {
        String recorded;
        String here = folder.toString();
        try (var upstream =
                LocalOpenRouter.builder().port(0).anyModel("offline/echo").start()) {
            recorded = chat(
                    Cli.BARE.with("MY_KEY", "an-upstreams-secret"),
                    "Grüße",
                    "serve",
                    "--port",
                    "0",
                    "--record",
                    here,
                    "--upstream",
                    upstream.baseUrl(),
                    "--upstream-key",
                    "MY_KEY");
            var asked = upstream.requests().getFirst();
            assertEquals("Bearer an-upstreams-secret", asked.headers().first("authorization"));
        }
        assertTrue(recorded.contains("Grüße"), recorded);
        String[] replay = {"serve", "--port", "0", "--replay", here, "--at-once"};
        assertEquals(recorded, chat(Cli.WITH_KEY, "Grüße", replay));
        String miss = chat(Cli.WITH_KEY, "Something else", replay);
        assertTrue(miss.contains("404") && miss.contains("0001-a-b.yaml"), miss);
    }

    @Test
    void aKeyForOpenRouterMakesItARelayAndThatIsSaid() throws Exception {
        for (String offline : new String[] {"", "--offline"}) {
            Process process = Cli.WITH_KEY.start(
                    offline.isEmpty()
                            ? new String[] {"serve", "--port", "0"}
                            : new String[] {"serve", "--port", "0", offline});
            try (var out = process.inputReader();
                    var err = process.errorReader()) {
                out.readLine();
                process.toHandle().destroy();
                String said = String.join("\n", err.lines().toList());
                String upstream = "other models are asked of https://openrouter.ai/api/v1 with OPENROUTER_API_KEY";
                assertEquals(offline.isEmpty(), said.contains(upstream), said);
            } finally {
                process.destroy();
            }
        }
    }

    @Test
    void scriptAnswersForEveryModel(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("talk.yaml"), "- then: [{text: The sky is}, cut]");
        Process process =
                Cli.BARE.start("serve", "--port", "0", "--script", file.toString(), "--any-model", "offline/script");
        try (var out = process.inputReader()) {
            var ran = Cli.BARE.run("chat", "--base-url", out.readLine() + "/api/v1", "-m", "any/model", "Why?");
            assertEquals("The sky is\n", ran.out());
            ran.failed(3, "before the answer was whole");
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "SIGTERM does not end it");
    }

    @Test
    void scriptThatIsWrongIsToldWhere(@TempDir Path folder) throws Exception {
        String file = folder.resolve("talk.yaml").toString();
        Cli.BARE.run("serve", "--script", file).failed(2, "--script", file, "no such file");
        Cli.BARE.run("serve", "--script", folder.toString()).failed(2, "--script", folder.toString(), "can't be read");
        Files.writeString(Path.of(file), "- then:\n  - txt: Hi");
        Cli.BARE.run("serve", "--script", file).failed(2, file, "line 2", "rule 1", "step 1", "txt");
        Cli.BARE.run("serve", "--any-model", "offline/script").failed(2, "offline/script", "script");
    }

    @Test
    void serveSaysWhatItNeeds() {
        Cli.BARE.run("serve", "--port", "70000").failed(2, "--port", "65535");
        Cli.BARE.run("serve", "--key", "").failed(2, "--key is empty");
        Cli.BARE.run("serve", "--host", "0.0.0.0").failed(2, "0.0.0.0", "key");
        Cli.BARE.run("serve", "--any-model", "openai/gpt-5").failed(2, "openai/gpt-5");
        Cli.BARE.run("serve", "--host", "no.such.host.invalid").failed(2, "no.such.host.invalid");
        Cli.BARE.run("serve", "--conformance", "--key", "secret").failed(2, "--conformance");
        Cli.BARE.run("serve", "--upstream", "localhost:1").failed(2, "http://");
        Cli.BARE.run("serve", "--upstream-key", "KEY").failed(2, "--upstream-key");
        Cli.BARE
                .run("serve", "--upstream", "http://a/v1", "--upstream", "http://b/v1", "--upstream-key", "KEY")
                .failed(2, "1 --upstream-key and 2 --upstream");
        Cli.BARE
                .run("serve", "--upstream", "http://localhost:1/v1", "--upstream-key", "NO_KEY")
                .failed(2, "NO_KEY");
        Cli.BARE
                .run("serve", "--upstream", "http://localhost:1/v1", "--offline")
                .failed(2, "--offline");
        Cli.BARE.run("serve", "--replay", "/no/such/folder").failed(2, "/no/such/folder");
        Cli.BARE.run("serve", "--replay", "/", "--record", "/").failed(2, "recordings only");
        Cli.BARE.run("serve", "--at-once").failed(2, "--replay");
        Cli.BARE.run("serve", "--record", "/dev/null/folder").failed(2, "/dev/null/folder", "can't be written");
    }
}
