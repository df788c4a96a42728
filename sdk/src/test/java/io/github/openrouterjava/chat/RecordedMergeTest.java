package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.Shared;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What real servers sent, merged by the SDK and by a second, plain reading of the same rules over Jackson's trees. */
class RecordedMergeTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> eachRecordedStreamMergesAsByThePlainRules() {
        return Shared.files("streams", ".sse").stream()
                .map(file -> DynamicTest.dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
                    byte[] body = Files.readAllBytes(file);
                    ChatStream stream = ChatStream.of(new ByteArrayInputStream(body));
                    try {
                        stream.forEach(chunk -> {});
                    } catch (StreamException told) {
                        assertEquals(
                                told.completion().choices(), stream.completion().choices());
                    }
                    boolean whole = stream.end() == StreamEnd.COMPLETE;
                    assertEquals(plainly(new String(body, UTF_8), whole), told(stream.completion()));
                }));
    }

    /** What the plain reading tells too, one line for each thing. */
    private static String told(ChatCompletion completion) {
        var lines = new StringBuilder();
        for (ChatCompletion.Choice choice : completion.choices()) {
            Message.Assistant message = choice.message();
            lines.append(choice.index()).append(" text ").append(message.text()).append('\n');
            lines.append("reasoning ").append(message.reasoningText()).append('\n');
            lines.append("finish ").append(choice.finishReason()).append('\n');
            for (ToolCall call : message.toolCalls()) {
                lines.append("call ")
                        .append(call.name())
                        .append(' ')
                        .append(call.arguments())
                        .append('\n');
            }
        }
        CompletionUsage usage = completion.usage();
        return lines.append("usage ")
                .append(usage == null ? null : usage.promptTokens() + " " + usage.completionTokens())
                .append(usage == null ? "" : " " + usage.totalTokens())
                .toString();
    }

    private static final class Choice {
        final StringBuilder text = new StringBuilder();
        final StringBuilder reasoning = new StringBuilder();
        String finish;
        final List<Call> calls = new ArrayList<>();
    }

    private static final class Call {
        Integer index;
        String id = "";
        String name = "";
        final StringBuilder arguments = new StringBuilder();
    }

    private static String plainly(String body, boolean whole) throws Exception {
        Map<Integer, Choice> choices = new TreeMap<>();
        JsonNode usage = null;
        for (String line : body.split("\r\n|\r|\n")) {
            String data = line.startsWith("data:") ? line.substring(5).strip() : "";
            if (data.equals("[DONE]")) {
                break;
            }
            if (data.isEmpty()) {
                continue;
            }
            JsonNode chunk = JACKSON.readTree(data);
            JsonNode counts = chunk.path("usage");
            if (counts.isObject()
                    && (usage == null
                            || counts.path("completion_tokens").isNumber()
                            || counts.path("total_tokens").isNumber())) {
                usage = counts;
            }
            for (JsonNode piece : chunk.path("choices")) {
                add(choices.computeIfAbsent(piece.path("index").asInt(0), index -> new Choice()), piece);
            }
        }
        var lines = new StringBuilder();
        choices.forEach((index, choice) -> {
            lines.append(index).append(" text ").append(choice.text).append('\n');
            lines.append("reasoning ").append(choice.reasoning).append('\n');
            lines.append("finish ").append(choice.finish).append('\n');
            for (Call call : choice.calls) {
                boolean empty = whole && call.arguments.toString().isBlank();
                lines.append("call ")
                        .append(call.name)
                        .append(' ')
                        .append(empty ? "{}" : call.arguments)
                        .append('\n');
            }
        });
        return lines.append("usage ")
                .append(usage == null ? null : count(usage, "prompt_tokens") + " " + count(usage, "completion_tokens"))
                .append(usage == null ? "" : " " + count(usage, "total_tokens"))
                .toString();
    }

    private static Integer count(JsonNode usage, String name) {
        return usage.path(name).isNumber() ? usage.path(name).asInt() : null;
    }

    private static void add(Choice choice, JsonNode piece) {
        String finish = piece.path("finish_reason").asText("");
        if (piece.path("finish_reason").isTextual() && !finish.isBlank() && choice.finish == null) {
            choice.finish = finish;
        }
        JsonNode delta = piece.path("delta");
        String thinking = "";
        if (delta.path("content").isTextual()) {
            choice.text.append(delta.path("content").asText());
        }
        for (JsonNode part : delta.path("content")) {
            choice.text.append(part.path("text").asText(""));
            for (JsonNode thought : part.path("thinking")) {
                thinking += thought.path("text").asText("");
            }
        }
        String details = "";
        for (JsonNode detail : delta.path("reasoning_details")) {
            details += string(detail, "text") + string(detail, "summary");
        }
        for (String reasoning :
                new String[] {details, string(delta, "reasoning"), string(delta, "reasoning_content")}) {
            if (thinking.isEmpty()) {
                thinking = reasoning;
            }
        }
        choice.reasoning.append(thinking);
        for (JsonNode call : delta.path("tool_calls")) {
            add(choice.calls, call);
        }
    }

    /** A missing or reused index with a new id is a new call; else the index tells, or the last call goes on. */
    private static void add(List<Call> calls, JsonNode piece) {
        int index = piece.path("index").asInt(-1);
        String id = string(piece, "id");
        Call call = null;
        for (Call known : calls) {
            if (index >= 0 ? known.index == index : id.isEmpty() || known.id.equals(id)) {
                call = known; // the last of them
            }
        }
        if (call == null || (!id.isEmpty() && !call.id.isEmpty() && !call.id.equals(id))) {
            call = new Call();
            calls.add(call);
        }
        call.index = index;
        call.id = call.id.isEmpty() ? id : call.id;
        call.name = call.name.isEmpty() ? string(piece.path("function"), "name") : call.name;
        call.arguments.append(string(piece.path("function"), "arguments"));
    }

    private static String string(JsonNode object, String name) {
        return object.path(name).isTextual() ? object.path(name).asText() : "";
    }
}
