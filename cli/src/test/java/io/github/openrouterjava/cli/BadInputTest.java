package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is told in one line with its cause and its remedy, by the right exit code, without stack and key. */
class BadInputTest {
    private static final String JSON = "Content-Type: application/json\r\n";

    @Test
    void wrongKeyIsToldWithWhatToSet() {
        try (var server = FakeServer.answering("401 Unauthorized", JSON, """
            {"error":{"code":401,"message":"User not found: %s"}}\
            """.formatted(Cli.KEY))) {
            ask(server).failed(4, "HTTP 401", "User not found", "Set OPENROUTER_API_KEY");
        }
    }

    @Test
    void missingKeyIsToldByItsVariable() {
        Cli.BARE.run("chat", "-m", "openai/gpt-5-mini", "Hi").failed(2, "openai/gpt-5-mini", "OPENROUTER_API_KEY");
    }

    @Test
    void unknownModelIsNamed() {
        try (var server = FakeServer.answering("400 Bad Request", JSON, """
            {"error":{"code":400,"message":"no/model is not a valid model ID"}}\
            """)) {
            ask(server, "-m", "no/model").failed(4, "HTTP 400", "no/model is not a valid model ID");
        }
        Cli.BARE.run("chat", "-m", "offline/nope", "Hi").failed(4, "offline/nope", "offline/demo");
    }

    @Test
    void missingCreditsAreToldWithWhereToAddThem() {
        try (var server = FakeServer.answering("402 Payment Required", JSON, """
            {"error":{"code":402,"message":"Insufficient credits"}}\
            """)) {
            ask(server).failed(4, "Insufficient credits", "https://openrouter.ai/settings/credits");
        }
    }

    @Test
    void rateLimitIsToldWithTheWait() {
        try (var server = FakeServer.answering("429 Too Many Requests", JSON + "Retry-After: 17\r\n", """
            {"error":{"code":429,"message":"Rate limit exceeded"}}\
            """)) {
            ask(server, "--retries", "0").failed(4, "Rate limit exceeded", "17 s");
        }
    }

    @Test
    void pageOfProxyIsToldWithTheRemedy() {
        String page = "<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
        try (var server = FakeServer.answering("200 OK", "Content-Type: text/html\r\n", page)) {
            ask(server).failed(5, "a web page", "Sign in", "proxy", "/api/v1");
        }
        try (var server = FakeServer.answering("502 Bad Gateway", "Content-Type: text/html\r\n", page)) {
            ask(server, "--retries", "0").failed(4, "HTTP 502", "a web page", "Sign in");
        }
    }

    @Test
    void completionInPlaceOfStreamIsToldAndItsTextIsNotLost() {
        try (var server = FakeServer.answering("200 OK", JSON, """
            {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Hello"}}]}\
            """)) {
            var ran = ask(server).failed(5, "JSON although a stream was asked for", "--no-stream");
            assertEquals("Hello\n", ran.out());
            assertEquals("Hello\n", ask(server, "--no-stream").complete().out());
        }
    }

    @Test
    void errorWithStatus200IsToldAsAnError() {
        try (var server = FakeServer.answering("200 OK", JSON, """
            {"error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"Acme"}}}\
            """)) {
            ask(server, "--retries", "0").failed(4, "Acme", "Provider returned error");
            ask(server, "--retries", "0", "--no-stream").failed(4, "Acme", "Provider returned error");
        }
    }

    @Test
    void emptyBodyIsToldAsSuch() {
        try (var server = FakeServer.answering("200 OK", "Content-Type: text/event-stream\r\n", "")) {
            ask(server, "--retries", "0").failed(3, "The body is empty", "base URL");
            ask(server, "--retries", "0", "--no-stream").failed(3, "empty body");
        }
    }

    @Test
    void hostThatDoesNotResolveIsNamed() {
        Cli.WITH_KEY
                .run("chat", "--base-url", "http://no-such-host.invalid/v1", "--retries", "0", "Hi")
                .failed(3, "no such host", "no-such-host.invalid");
    }

    @Test
    void portWhereNobodyListensIsNamed() throws IOException {
        String url;
        try (var server = FakeServer.streaming()) {
            url = server.url();
        }
        Cli.WITH_KEY.run("chat", "--base-url", url, "--retries", "0", "Hi").failed(3, "refused", "localhost");
    }

    @Test
    void baseUrlWithoutItsPathIsToldWithTheRightOne() {
        try (var server = FakeServer.answering("404 Not Found", "Content-Type: text/html\r\n", "<html></html>")) {
            ask(server).failed(4, "HTTP 404", "https://openrouter.ai/api/v1");
        }
    }

    @Test
    void modelThatIsMissingForAnotherServerIsAskedFor() {
        try (var server = FakeServer.answering("400 Bad Request", JSON, "{\"error\":\"Model is required\"}")) {
            ask(server).failed(4, "Model is required", "name one with -m");
            assertFalse(server.requests().getFirst().contains("\"model\""), server.requests()::toString);
        }
    }

    @Test
    void emptyPromptIsRefused() {
        for (String[] args : new String[][] {{"chat"}, {"chat", ""}, {"chat", " ", " "}, {"chat", "-"}}) {
            Cli.BARE.run(args).failed(2, "The prompt is empty", "standard input");
        }
        Cli.BARE.input("\n \n").run("chat").failed(2, "The prompt is empty");
    }

    @Test
    void fileThatIsNoStreamIsToldAsSuch(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "Dear diary,\n\ntoday: nothing.\n");
        var ran = Cli.BARE.run("decode", file.toString());
        assertEquals(5, ran.exit());
        assertEquals("undecodable", ran.line().string("end"));
        assertTrue(ran.out().contains("This is not an event stream"), ran::out);
        Cli.BARE.run("decode", "--chunks", file.toString()).failed(5, "notes.txt", "not an event stream");
    }

    @Test
    void wrongOptionsAreToldWithoutTheirValues() {
        Cli.BARE.run("chat", "--api-key=" + Cli.KEY, "Hi").failed(2, "--api-key", "openrouter chat --help");
        Cli.BARE.run("chat", "--api-key=\n" + Cli.KEY, "Hi").failed(2, "--api-key");
        Cli.BARE.run("chat", "-api-key=" + Cli.KEY, "Hi").failed(2, "-api-key");
        Cli.BARE.run("chat", "--json=" + Cli.KEY, "Hi").failed(2, "--json takes no value");
        Cli.BARE.run("chat", "--seed", "--api-key=" + Cli.KEY, "Hi").failed(2, "--seed needs a value");
        Cli.BARE.run("chat", "--temperature", "hot", "Hi").failed(2, "--temperature", "not a number");
        Cli.BARE.run("chat", "--temperature", "NaN", "Hi").failed(2, "temperature", "NaN");
        Cli.BARE.run("chat", "--max-tokens", "1.5", "Hi").failed(2, "--max-tokens", "not a whole number");
        Cli.BARE.run("chat", "--idle-timeout", "-1", "Hi").failed(2, "--idle-timeout", "0 for no limit");
        Cli.BARE.run("chat", "--retries", "-1", "Hi").failed(2, "--retries");
        Cli.BARE.run("chat", "--header", "nonsense", "Hi").failed(2, "NAME:VALUE");
        Cli.BARE.run("chat", "--param", "top_k", "Hi").failed(2, "NAME=JSON");
        Cli.BARE.run("chat", "--param", "route=fallback", "Hi").failed(2, "not JSON", "'route=\"text\"'");
        Cli.BARE.run("chat", "--param", "model=\"x\"", "Hi").failed(2, "use -m");
        Cli.BARE.run("chat", "--chunks", "--json", "Hi").failed(2, "--chunks");
        Cli.BARE.run("chat", "--chunks", "--no-stream", "Hi").failed(2, "--chunks");
        Cli.BARE.run("chat", "-m", "", "Hi").failed(2, "model's name is empty");
        Cli.BARE.run("chat", "--base-url", "ftp://here", "Hi").failed(2, "http or https", "ftp://here");
        Cli.BARE.run("decode").failed(2, "FILE", "openrouter decode --help");
        Cli.BARE.run("talk").failed(2, "talk", "openrouter --help");
        Cli.BARE.run().failed(2, "chat, decode or serve");
    }

    @Test
    void verboseShowsTheStackAndTheExchangeButNoKey() {
        try (var server = FakeServer.answering("401 Unauthorized", JSON, """
            {"error":{"code":401,"message":"No such key: %s"}}\
            """.formatted(Cli.KEY))) {
            var ran = ask(server, "--verbose").discreet();
            assertEquals(4, ran.exit());
            assertTrue(ran.err().contains("\tat io.github.openrouterjava"), ran::err);
            assertTrue(ran.err().contains("Authorization: ***"), ran::err);
            assertTrue(ran.err().contains("answered 401"), ran::err);
        }
    }

    private static Cli.Ran ask(FakeServer server, String... options) {
        var args = new ArrayList<>(List.of("chat", "--base-url", server.url(), "Hi"));
        args.addAll(List.of(options));
        return Cli.WITH_KEY.run(args.toArray(String[]::new));
    }
}
