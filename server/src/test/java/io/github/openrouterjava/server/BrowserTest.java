package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page, used in a browser by {@code page.mjs}, which tells what it saw. */
@Timeout(120)
class BrowserTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static JsonNode saw;
    private static int chunks; // that another client got while the page was open
    private static String host;

    @BeforeAll
    static void use() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), CHROMIUM + " is not here");
        Path installed = NodePackages.installed();
        try (var server = LocalOpenRouter.start();
                var keyed = LocalOpenRouter.builder().port(0).key("sesame").start()) {
            host = server.uri().getAuthority();
            Process node = new ProcessBuilder(
                            "node",
                            "page.mjs",
                            server.uri().toString(),
                            keyed.uri().toString())
                    .directory(installed.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output = node.inputReader(UTF_8)) {
                saw = told(output, server);
            } finally {
                node.descendants().forEach(ProcessHandle::destroy);
                node.destroy();
            }
        }
    }

    private static JsonNode told(BufferedReader output, LocalOpenRouter server) throws IOException {
        var lines = new ArrayList<String>();
        for (String line; (line = output.readLine()) != null; ) {
            lines.add(line);
            if (line.equals("ask")) {
                chunks = ask(server);
            }
        }
        String last = lines.isEmpty() ? "" : lines.getLast();
        assertTrue(last.startsWith("{"), () -> String.join("\n", lines));
        return new ObjectMapper().readTree(last);
    }

    private static int ask(LocalOpenRouter server) {
        var request = ChatRequest.of("offline/lorem:tokens=40,tps=8", Message.user("From elsewhere"));
        int count = 0;
        try (var client = OpenRouter.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey("any")
                        .build();
                ChatStream stream = client.chat().stream(request)) {
            while (stream.next() != null) {
                count++;
            }
        }
        return count;
    }

    private static String text(String at) {
        return saw.at(at).asText();
    }

    private static void assertSays(String expected, String at) {
        assertTrue(text(at).contains(expected), () -> at + " is " + saw.at(at));
    }

    private static List<String> list(String at) {
        var texts = new ArrayList<String>();
        saw.at(at).forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @Test
    void anAnswerGrowsBeforeItIsWhole() {
        int whole = saw.at("/streams/whole").asInt();
        boolean grew = false;
        for (var length : saw.at("/streams/lengths")) {
            grew |= length.asInt() > 0 && length.asInt() < whole;
        }
        assertTrue(grew, () -> saw.path("streams").toString());
        assertSays("complete", "/streams/status");
        assertSays("40 tokens · $0", "/streams/foot");
    }

    @Test
    void aConversationGoesOnUntilANewOne() {
        assertEquals(List.of("system", "user", "assistant", "user"), list("/talks/roles"));
        assertEquals(2, saw.at("/talks/messages").asInt());
    }

    @ParameterizedTest
    @CsvSource({"stopped", "escaped"})
    void anAnswerThatIsStoppedIsCancelledOnBothSides(String how) {
        assertSays("cancelled", "/" + how + "/status");
        assertEquals("cancelled", text("/" + how + "/journal"));
    }

    @Test
    void reasoningAndToolCallsAreShownAndResultsSent() {
        assertSays("The request offers tools.", "/tools/reasoning");
        assertSays("get_weather", "/tools/tool");
        assertSays("\"city\": \"What is the weather in Rome?\"", "/tools/args");
        assertEquals("Result of get_weather", text("/tools/label"));
        assertEquals(List.of("user", "assistant", "tool"), list("/tools/roles"));
    }

    @Test
    void anotherClientsStreamIsFollowedToItsLastEvent() {
        assertTrue(
                saw.at("/others/early").asInt() < chunks,
                () -> saw.path("others").toString());
        assertEquals(chunks + 1, saw.at("/others/events").asInt(), "the chunks and [DONE]");
        assertEquals("1", text("/others/comments"));
        assertSays("complete", "/others/status");
    }

    @ParameterizedTest
    @CsvSource({
        "error, after 5 events: 502: offline/chaos: the provider has failed, error",
        "cut, the connection broke without a finish reason and without [DONE], text",
        "limit, HTTP 429: offline/chaos: too many requests, error",
        "malformed, 1 event is not JSON, text"
    })
    void aFailureIsShownAsWhatItIs(String fault, String notice, String kind) {
        assertSays(notice, "/" + fault + "/notice");
        assertTrue(
                list("/" + fault + "/kinds").contains(kind),
                () -> saw.path(fault).toString());
        assertFalse(fault.equals("cut") && text("/cut/status").startsWith("complete"), "a cut is no end");
    }

    @Test
    void hostileTextStaysText() {
        assertSays("<img src=x onerror='window.hit++'>", "/hostile/text");
        assertEquals(0, saw.at("/hostile/made").asInt(-1));
        assertEquals(0, saw.at("/hostile/hit").asInt(-1));
    }

    @Test
    void whatIsNoJsonIsSaidAndNotSent() {
        assertSays("JSON", "/wrongJson/hint");
        assertEquals("extra", text("/wrongJson/focus"));
        assertEquals(0, saw.at("/wrongJson/sent").asInt(-1));
        assertEquals(2, saw.at("/wrongJson/words").asInt());
    }

    @Test
    void aScenarioLeavesTheConnectionToThePage() {
        assertEquals(1, saw.at("/scenarios/sent").asInt());
        assertEquals("", text("/scenarios/connection"));
    }

    @Test
    void noMouseIsNeeded() {
        assertEquals(List.of("new-chat", "prompt", "model", "prompt", "events"), list("/keyboard/path"));
        assertEquals("models-0", text("/keyboard/offered"));
        assertEquals("offline/echo", text("/keyboard/model"));
        assertEquals("one\ntwo", text("/keyboard/question"));
        assertEquals("solid", text("/keyboard/ring"));
        assertSays("Event 3, text", "/keyboard/opened");
        assertSays("\"chat.completion.chunk\"", "/keyboard/json");
        assertTrue(saw.at("/keyboard/closed").asBoolean());
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void allTextHasTheContrastOfWcagAa(String theme) {
        assertTrue(saw.at("/contrast/" + theme + "/texts").asInt() > 100);
        assertEquals(List.of(), list("/contrast/" + theme + "/found"));
    }

    @Test
    void theThemeThatIsChosenIsRemembered() {
        assertFalse(text("/contrast/light/ground").equals(text("/contrast/dark/ground")));
        assertEquals("dark", text("/contrast/remembered"));
    }

    @Test
    void aPhoneDoesNotScrollSideways() {
        for (String view : List.of("chat", "stream", "journal")) {
            assertTrue(
                    saw.at("/phone/widths/" + view).asInt(999) <= 390,
                    () -> saw.path("phone").toString());
        }
        assertEquals("stream-title", text("/phone/focus"), "what is chosen in the journal gets the focus");
    }

    @Test
    void theKeyIsAskedForAndKeptForTheTabAlone() {
        assertEquals("key", text("/key/focus"));
        assertSays("not the key", "/key/wrong");
        assertEquals("Id ipsum", text("/key/text"));
        assertEquals(List.of("sesame", "null"), list("/key/stored"));
    }

    @Test
    void fiveThousandEventsAreAFewRows() {
        assertEquals(5003, saw.at("/quick/events").asInt());
        assertTrue(
                saw.at("/quick/rows").asInt(999) < 60, () -> saw.path("quick").toString());
        assertSays("[DONE]", "/quick/last");
    }

    @Test
    void nothingComesFromElsewhereAndTheBrowserHasNoComplaint() {
        assertEquals(2, list("/hosts").size(), () -> list("/hosts").toString());
        assertTrue(list("/hosts").contains(host), host);
        assertEquals(List.of(), list("/complaints"));
    }
}
