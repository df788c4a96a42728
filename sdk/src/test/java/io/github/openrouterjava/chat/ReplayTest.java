package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.Shared;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded answers, sent back as a conversation's next turn, against what providers ask for: the request is read by another
 * parser, and compared with the chunks as that parser sees them.
 */
class ReplayTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    static List<Path> streams() {
        return Shared.files("streams", ".sse");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void whatIsSentBackIsWhatProvidersWant(Path file) throws IOException {
        byte[] body = Files.readAllBytes(file);
        ChatCompletion completion = whole(body);
        Conversation conversation =
                Conversation.of("any/model", Message.user("Go.")).add(completion);
        List<ToolCall> calls = conversation.pendingCalls();
        assertEquals(completion.toolCalls(), calls);
        for (ToolCall call : calls.reversed()) { // as the slowest tool may be the first
            conversation = conversation.add(new ToolResult(call, new Content.Text("done"), null, Duration.ZERO));
        }
        assertEquals(List.of(), conversation.pendingCalls());
        assertEquals(conversation, Conversation.parse(conversation.toJson()));

        JsonNode messages = JACKSON.readTree(conversation.request().toJson()).path("messages");
        Assumptions.assumeTrue(messages.size() > 1, "skipped: an answer without a message");
        assertEquals(2 + calls.size(), messages.size());
        List<JsonNode> deltas = deltas(body);
        assertReasoning(deltas, messages.get(1));
        assertCalls(messages);
    }

    @ParameterizedTest
    @MethodSource("streams")
    void eventsTellWhatTheWholeAnswerSays(Path file) throws IOException {
        byte[] body = Files.readAllBytes(file);
        ChatCompletion completion = whole(body);
        var text = new StringBuilder();
        var arguments = new TreeMap<Integer, StringBuilder>();
        var names = new TreeMap<Integer, String>();
        var called = new ArrayList<ToolCall>();
        ChatEvent last = null;
        try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body))) {
            for (ChatEvent event : ChatEvents.of(stream)) {
                last = event;
                switch (event) {
                    case ChatEvent.Text(String piece) -> text.append(piece);
                    case ChatEvent.ToolCallDelta(int place, String name, String piece) -> {
                        names.put(place, name);
                        arguments
                                .computeIfAbsent(place, its -> new StringBuilder())
                                .append(piece);
                    }
                    case ChatEvent.ToolCalled(ToolCall call) -> called.add(call);
                    default -> {}
                }
            }
        }
        assertEquals(completion.text(), text.toString());
        assertEquals(completion.toolCalls(), called);
        assertEquals(called.size(), arguments.size());
        for (int i = 0; i < called.size(); i++) {
            assertEquals(called.get(i).name(), names.get(i));
            boolean mended = arguments.get(i).toString().isBlank()
                    || arguments.get(i).toString().startsWith("{}");
            assertTrue(mended || called.get(i).arguments().contentEquals(arguments.get(i)));
        }
        assertTrue(last instanceof ChatEvent.TurnFinished);
    }

    private static ChatCompletion whole(byte[] body) {
        try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body))) {
            while (stream.next() != null) {
                // to its end
            }
            return stream.completion();
        } catch (StreamException broken) {
            return Assumptions.abort("skipped: an answer that is not whole");
        }
    }

    /** The deltas of the first choice, as another parser sees them. */
    private static List<JsonNode> deltas(byte[] body) throws IOException {
        var deltas = new ArrayList<JsonNode>();
        for (String line : new String(body, StandardCharsets.UTF_8).split("\r\n|\r|\n")) {
            if (line.startsWith("data:") && line.indexOf('{') > 0) {
                for (JsonNode choice : JACKSON.readTree(line.substring(5)).path("choices")) {
                    if (choice.path("index").asInt(0) == 0) {
                        deltas.add(choice.path("delta"));
                    }
                }
            }
        }
        return deltas;
    }

    private static void assertReasoning(List<JsonNode> deltas, JsonNode message) {
        Set<String> signatures = new LinkedHashSet<>();
        Set<String> encrypted = new LinkedHashSet<>();
        var types = new LinkedHashSet<String>();
        boolean empty = false;
        for (JsonNode delta : deltas) {
            JsonNode details = delta.path("reasoning_details");
            empty |= details.isArray() && details.isEmpty();
            for (JsonNode detail : details) {
                types.add(detail.path("type").asText());
                add(signatures, detail.path("signature"));
                add(encrypted, detail.path("data"));
            }
        }
        JsonNode sent = message.path("reasoning_details");
        if (types.isEmpty()) {
            assertEquals(empty, sent.isArray(), "an empty list is wanted back, and only where there was one");
            return;
        }
        Set<String> sentSignatures = new LinkedHashSet<>();
        Set<String> sentEncrypted = new LinkedHashSet<>();
        var sentTypes = new LinkedHashSet<String>();
        var keys = new HashSet<String>();
        for (JsonNode detail : sent) {
            sentTypes.add(detail.path("type").asText());
            add(sentSignatures, detail.path("signature"));
            add(sentEncrypted, detail.path("data"));
            String key = detail.path("type") + " " + detail.path("index") + " " + detail.path("id");
            assertTrue(detail.path("index").isMissingNode() || keys.add(key), () -> "in pieces: " + key);
        }
        assertEquals(types, sentTypes);
        assertEquals(signatures, sentSignatures);
        assertEquals(String.join("", encrypted), String.join("", sentEncrypted));
    }

    private static void add(Set<String> texts, JsonNode text) {
        if (text.isTextual() && !text.asText().isBlank()) {
            texts.add(text.asText());
        }
    }

    private static void assertCalls(JsonNode messages) throws IOException {
        JsonNode answer = messages.get(1);
        JsonNode calls = answer.path("tool_calls");
        var ids = new ArrayList<String>();
        for (JsonNode call : calls) {
            assertFalse(call.has("index"), "the index is the stream's");
            assertFalse(call.path("id").asText().isBlank());
            ids.add(call.path("id").asText());
        }
        assertEquals(ids.size(), new HashSet<>(ids).size(), "each call has an id of its own");
        for (int i = 0; i < ids.size(); i++) {
            JsonNode result = messages.get(2 + i);
            assertEquals("tool", result.path("role").asText());
            assertEquals(ids.get(i), result.path("tool_call_id").asText(), "results stand in the order of the calls");
        }
        if (!ids.isEmpty()) {
            assertFalse(answer.path("content").isTextual()
                    && answer.path("content").asText().isEmpty());
        } else {
            assertNull(answer.get("tool_calls"));
        }
        assertNotNull(answer.get("role"));
    }
}
