package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
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
    }
}
