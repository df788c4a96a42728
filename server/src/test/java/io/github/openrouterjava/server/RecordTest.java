package io.github.openrouterjava.server;

import static io.github.openrouterjava.server.RawUpstream.sends;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class RecordTest {
    private static final String CLIENTS_KEY = "the-clients-very-own-secret";
    private static final String UPSTREAMS_KEY = "the-upstreams-very-own-secret";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private LocalOpenRouter recording() throws IOException {
        return LocalOpenRouter.builder().port(0).log(log::add).record(folder).start();
    }

    private LocalOpenRouter replaying() throws IOException {
        return LocalOpenRouter.builder()
                .port(0)
                .log(log::add)
                .replay(folder)
                .replayAtOnce()
                .start();
    }

    private static OpenRouter client(LocalOpenRouter server) {
        return OpenRouter.builder()
                .baseUrl(server.baseUrl())
                .apiKey(CLIENTS_KEY)
                .retry(RetryPolicy.NONE)
                .build();
    }

    private static ChatRequest ask(String model, String question) {
        return ChatRequest.of(model, Message.user(question));
    }

    private static String streamed(LocalOpenRouter server, ChatRequest request) {
        try (var openRouter = client(server);
                ChatStream stream = openRouter.chat().stream(request)) {
            stream.forEach(chunk -> {});
            return stream.completion().text();
        }
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static List<String> pieces(JsonObject cassette) {
        var pieces = new ArrayList<String>();
        cassette.object("response")
                .array("body")
                .elements()
                .forEach(piece -> pieces.add(((JsonObject) piece).string("text")));
        return pieces;
    }

    private static JsonObject read(Path file) throws IOException {
        return (JsonObject) Yaml.parse(file.toString(), Files.readString(file));
    }

    @Test
    void whatWasRecordedIsPlayedAgainPieceByPiece() throws IOException {
        String said;
        ChatCompletion whole;
        try (var server = recording();
                var openRouter = client(server)) {
            said = streamed(server, ask("offline/lorem:tokens=30,tps=500,seed=5", "Go."));
            whole = openRouter.chat().complete(ask("offline/echo", "Grüße 🙂"));
        }
        assertEquals(List.of("0001-offline-lorem-tokens-30-tps-500-seed-5.yaml", "0002-offline-echo.yaml"), names());
        try (var server = replaying();
                var openRouter = client(server)) {
            assertEquals(said, streamed(server, ask("offline/lorem:tokens=30,tps=500,seed=5", "Go.")));
            assertEquals(
                    whole.text(),
                    openRouter.chat().complete(ask("offline/echo", "Grüße 🙂")).text());
            JsonNode replayed = journal(server, 1);
            var played = new StringBuilder();
            replayed.at("/response/body")
                    .forEach(piece -> played.append(piece.path("text").asText()));
            assertEquals(String.join("", pieces(read(files().getFirst()))), played.toString());
        }
    }

    private List<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString()).toList();
    }

    private static JsonNode journal(LocalOpenRouter server, int number) throws IOException {
        try (var client = new RawClient(server.uri())) {
            String head = client.send(RawClient.request("GET", "/journal/" + number, "", ""))
                    .head();
            return new ObjectMapper().readTree(client.body(head));
        }
    }

    @Test
    void thePaceIsThatOfTheRecording() throws IOException {
        ChatRequest slow = ask("offline/lorem:tokens=5,tps=20,ttft_ms=100,jitter=0", "Go.");
        try (var server = recording()) {
            streamed(server, slow);
        }
        try (var server = LocalOpenRouter.builder().port(0).replay(folder).start()) {
            streamed(server, slow);
            JsonNode body = journal(server, 1).at("/response/body");
            double last = body.path(body.size() - 1).path("ms").asDouble();
            assertTrue(last >= 290, "five tokens, the first after 100 ms, further ones 50 ms apart, took " + last);
        }
    }

    @Test
    void aReplayAtOnceDoesNotWait() throws IOException {
        ChatRequest request = ask("offline/lorem:tokens=2,tps=0", "Go.");
        String said;
        try (var server = recording()) {
            said = streamed(server, request);
        }
        Path file = files().getFirst();
        JsonObject cassette = read(file);
        JsonObject response = cassette.object("response").with("end_ms", Json.of(3_600_000));
        Files.writeString(file, Yaml.write(cassette.with("response", response)));
        try (var server = replaying()) {
            assertEquals(said, streamed(server, request));
        }
    }

    @Test
    void noKeyIsWrittenAlsoWhereItCameInPieces() throws IOException {
        String looksLikeOne = "sk-or-v1-0123456789abcdef0123456789abcdef";
        try (var server = recording()) {
            // Echoed twenty characters a chunk, so that each is split.
            streamed(server, ask("offline/echo", "a " + looksLikeOne + ", " + CLIENTS_KEY + " b"));
        }
        String written = Files.readString(files().getFirst());
        assertFalse(written.contains(CLIENTS_KEY) || written.contains(looksLikeOne), written);
        try (var server = replaying()) {
            String said = streamed(server, ask("offline/echo", "a " + looksLikeOne + ", " + CLIENTS_KEY + " b"));
            assertFalse(said.contains("0123") || said.contains("cdef") || said.contains("very"), said);
            assertTrue(
                    said.contains(
                            "a " + "*".repeat(looksLikeOne.length()) + ", " + "*".repeat(CLIENTS_KEY.length()) + " b"),
                    said);
        }
    }

    @Test
    void aKeyIsFoundWhereverTheUpstreamSplitsIt() throws Exception {
        // With bytes that are line ends in one encoding or another.
        String event =
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"x\":\"\u00d1\u0085 \u00e2\u0080\u00a8\"}]}\n\n";
        String whole = "data: {\"choices\":[],\"note\":\"" + UPSTREAMS_KEY.replace("the", "\\u0074he") + "\"}\n\n: "
                + UPSTREAMS_KEY + "\n\n";
        for (int cut = 1; cut < UPSTREAMS_KEY.length(); cut++) {
            String two = String.format(event, UPSTREAMS_KEY.substring(0, cut))
                    + String.format(event, UPSTREAMS_KEY.substring(cut));
            int split = cut;
            try (var upstream = new RawUpstream(client -> {
                        sends(RawUpstream.events(two + whole.substring(0, split)))
                                .to(client);
                        sends(whole.substring(split)).to(client);
                    });
                    var server = LocalOpenRouter.builder()
                            .port(0)
                            .record(folder)
                            .upstream(upstream.baseUrl(), UPSTREAMS_KEY)
                            .start();
                    var client = new RawClient(server.uri())) {
                String body = "{\"model\":\"a/b\"}";
                String head = client.send(RawClient.request("POST", "/v1/chat/completions", "", body))
                        .head();
                assertEquals(new String((two + whole).getBytes(ISO_8859_1), UTF_8), client.body(head));
            }
        }
        for (Path file : files()) {
            JsonObject cassette = read(file);
            String all = String.join("", pieces(cassette));
            assertEquals(
                    UPSTREAMS_KEY.length() * 3,
                    all.chars().filter(c -> c == '*').count(),
                    all);
            assertFalse(cassette.toText().contains("secret"), cassette::toText);
        }
        assertEquals(UPSTREAMS_KEY.length() - 1, files().size());
    }

    @Test
    void aKeyIsFoundWhateverWayItIsWrittenInJson() throws Exception {
        String key = "abc/def+ghi=jkl";
        String asked =
                "{\n \"model\": \"offline/lorem:tokens=1,tps=0\",\n \"messages\": [\n  {\"role\": \"user\", \"content\":"
                        + " \"my key is abc\\/def+ghi\\u003djkl\"}\n ]\n}";
        try (var server = recording();
                var client = new RawClient(server.uri())) {
            String bearer = "Authorization: Bearer " + key + "\r\n";
            client.body(client.send(RawClient.request("POST", "/v1/chat/completions", bearer, asked))
                    .head());
            String journal = client.body(
                    client.send(RawClient.request("GET", "/journal", "", "")).head());
            assertTrue(journal.contains("my key is ***"), journal);
        }
        String written = Files.readString(files().getFirst());
        assertFalse(written.contains("def+ghi"), written);
    }

    @Test
    void aKeyThatIsAWordOfTheRecordingHindersNoReplay() throws IOException {
        String ask = "{\"model\":\"offline/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Tell me anything\"}]}";
        try (var server = recording();
                var client = new RawClient(server.uri())) {
            client.body(client.send(RawClient.request("POST", "/v1/chat/completions", "", ask))
                    .head());
        }
        try (var server = replaying();
                var client = new RawClient(server.uri())) {
            String head = client.send(RawClient.request(
                            "POST", "/v1/chat/completions", "Authorization: Bearer anything\r\n", ask))
                    .head();
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
        }
    }

    @Test
    void aLargeRequestIsRecordedAndReplayed() throws IOException {
        ChatRequest large = ask("offline/lorem:tokens=1,tps=0", "x".repeat(4_000_000) + "\u2028");
        String said;
        try (var server = recording()) {
            said = streamed(server, large);
        }
        try (var server = replaying()) {
            assertEquals(said, streamed(server, large));
        }
    }

    @Test
    void aRequestThatWasNotRecordedIsToldWhatTheNearestOneWas() throws IOException {
        try (var server = recording()) {
            streamed(server, ask("offline/echo", "One"));
            streamed(server, ask("offline/demo", "Two, and quite another one"));
        }
        try (var server = replaying()) {
            var miss = assertThrows(ApiException.class, () -> streamed(server, ask("offline/echo", "Once")));
            assertEquals(404, miss.status());
            String told = String.valueOf(miss.getMessage());
            assertTrue(told.contains("0001-offline-echo.yaml"), told);
            assertTrue(told.contains("messages[0].content: asked \"Once\", recorded \"One\""), told);
            assertEquals(1, log.size());
            assertTrue(log.getFirst().contains("0001-offline-echo.yaml"), log::toString);
        }
    }

    @Test
    void theSameRequestGetsItsAnswersInTurnAndThenTheLastAgain() throws IOException {
        ChatRequest request = ask("offline/demo", "What is this?");
        var ids = new ArrayList<String>();
        try (var server = recording();
                var openRouter = client(server)) {
            ids.add(openRouter.chat().complete(request).id());
            ids.add(openRouter.chat().complete(request).id());
        }
        try (var server = replaying();
                var openRouter = client(server)) {
            for (String id : List.of(ids.get(0), ids.get(1), ids.get(1))) {
                assertEquals(id, openRouter.chat().complete(request).id());
            }
        }
    }

    @Test
    void afterARestartNothingIsWrittenOver() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (var server = recording()) {
                streamed(server, ask("offline/echo", "One"));
            }
        }
        assertEquals(List.of("0001-offline-echo.yaml", "0002-offline-echo.yaml"), names());
    }

    @Test
    void failuresAreReplayedAsTheyWere() throws IOException {
        try (var server = recording()) {
            for (int i = 0; i < 2; i++) {
                assertThrows(
                        StreamInterruptedException.class, () -> streamed(server, ask("offline/chaos:cut=1", "Go.")));
                assertThrows(ApiException.class, () -> streamed(server, ask("offline/chaos:rate_limit=1", "Go.")));
            }
        }
        try (var server = replaying()) {
            var cut = assertThrows(
                    StreamInterruptedException.class, () -> streamed(server, ask("offline/chaos:cut=1", "Go.")));
            assertFalse(cut.completion().text().isEmpty());
            var refused =
                    assertThrows(ApiException.class, () -> streamed(server, ask("offline/chaos:rate_limit=1", "Go.")));
            assertEquals(429, refused.status());
            assertEquals(Duration.ofSeconds(1), refused.retryAfter());
        }
    }

    @Test
    void anAnswerThatItsClientLeftIsKeptAsFarAsItCame() throws Exception {
        try (var server = recording()) {
            try (var openRouter = client(server);
                    ChatStream stream =
                            openRouter.chat().stream(ask("offline/lorem:tokens=100,tps=50,seed=1", "Go."))) {
                stream.next();
                stream.next();
            }
        }
        JsonObject response = read(files().getFirst()).object("response");
        assertEquals("cancelled", response.string("end"));
        try (var server = replaying()) {
            assertThrows(
                    StreamException.class,
                    () -> streamed(server, ask("offline/lorem:tokens=100,tps=50,seed=1", "Go.")));
        }
    }

    @Test
    void anAnswerIsNotHarmedWhereItCannotBeRecorded() throws IOException {
        try (var server = recording()) {
            Files.delete(folder);
            assertTrue(streamed(server, ask("offline/echo", "One")).contains("One"));
        } finally {
            Files.createDirectories(folder);
        }
        assertEquals(1, log.size());
        assertTrue(log.getFirst().startsWith("not recorded: " + folder + " can't be written to"), log::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.yaml | cassette: 1                     | a.yaml: request must be an object",
                "b.yaml | nonsense                        | b.yaml: cassette must be 1",
                "c.json | {                               | c.json: ",
                "d.txt  | cassette: 1                     | there are no cassettes (.yaml, .yml, .json) in ",
            })
    void aBadCassetteEndsTheStartAndIsNamed(String file, String text, String told) throws IOException {
        Files.writeString(folder.resolve(file), text);
        var wrong = assertThrows(IllegalArgumentException.class, this::replaying);
        assertTrue(wrong.getMessage().contains(told), wrong.getMessage());
    }

    @Test
    void aFolderThatIsNoneIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        for (Path none : List.of(file, folder.resolve("nothing"))) {
            var wrong = assertThrows(
                    IllegalArgumentException.class,
                    () -> LocalOpenRouter.builder().port(0).replay(none).start());
            assertTrue(wrong.getMessage().contains(none.toString()), wrong.getMessage());
        }
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> LocalOpenRouter.builder().port(0).record(file).start());
        assertTrue(wrong.getMessage().contains(file.toString()), wrong.getMessage());
    }

    @Test
    void aReplayAsksNobodyElse() {
        var builder = LocalOpenRouter.builder().port(0).replay(folder).upstream("http://localhost:1/v1", null);
        assertThrows(IllegalArgumentException.class, builder::start);
    }
}
