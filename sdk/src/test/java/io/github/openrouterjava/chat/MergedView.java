package io.github.openrouterjava.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.http.RequestBody;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A recorded body, read by the client and told as {@code merge.py} tells it. */
final class MergedView {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private MergedView() {}

    static JsonNode of(byte[] body, boolean streamed) {
        return streamed ? ofStream(body) : ofBody(body);
    }

    private static JsonNode ofStream(byte[] body) {
        ChatStream stream = ChatStream.of(new ByteArrayInputStream(body));
        try {
            stream.forEach(chunk -> {});
            return view(stream.completion(), null);
        } catch (StreamException end) {
            return view(end.completion(), end instanceof StreamErrorException reported ? error(reported) : null);
        }
    }

    private static JsonNode ofBody(byte[] body) {
        var answer = new WholeAnswer(
                RecordedExchange.caller(new ByteArrayInputStream(body)), RequestBody.NONE, RecordedExchange.OPTIONS);
        try {
            return view(answer.get(), null);
        } catch (StreamErrorException reported) {
            return view(reported.completion(), error(reported));
        } catch (StreamException noted) {
            return view(noted.completion(), null);
        } catch (ApiException reported) {
            var view = JACKSON.createObjectNode().put("end", "error").put("chunks", 0);
            return plain(view.set("error", error(reported)));
        }
    }

    private static ObjectNode error(StreamErrorException reported) {
        String message = reported.error() == null ? null : reported.error().message();
        return JACKSON.createObjectNode().put("code", reported.code()).put("message", message);
    }

    private static ObjectNode error(ApiException reported) {
        return JACKSON.createObjectNode()
                .put("code", reported.code())
                .put("message", reported.body().message());
    }

    private static JsonNode view(ChatCompletion completion, @Nullable ObjectNode error) {
        Delivery delivery = completion.delivery();
        var view = JACKSON.createObjectNode();
        view.put("end", delivery.end().name().toLowerCase(Locale.ROOT));
        view.put("chunks", delivery.chunks());
        view.put("id", completion.id());
        view.put("model", completion.model());
        view.set("usage", tree(completion.usage()));
        view.set("error", error);
        ObjectNode choices = view.putObject("choices");
        for (ChatCompletion.Choice choice : completion.choices()) {
            choices.set(String.valueOf(choice.index()), view(choice));
        }
        return plain(view);
    }

    private static ObjectNode view(ChatCompletion.Choice choice) {
        Message.Assistant message = choice.message();
        var view = JACKSON.createObjectNode();
        view.put("text", message.text());
        view.put("refusal", message.refusal() == null ? "" : message.refusal());
        view.put("reasoning", message.reasoningText());
        ArrayNode details = view.putArray("reasoning_details");
        message.reasoningDetails().forEach(detail -> details.add(tree(detail)));
        ArrayNode calls = view.putArray("tool_calls");
        for (ToolCall call : message.toolCalls()) {
            String made = "call_" + calls.size() + "_*"; // by the client, for a call without an id of its own
            String id = call.id() != null && call.id().matches(made) ? null : call.id();
            calls.addObject().put("id", id).put("name", call.name()).put("arguments", call.arguments());
        }
        view.put(
                "finish_reason",
                choice.finishReason() == null ? null : choice.finishReason().value());
        view.put("native_finish_reason", choice.nativeFinishReason());
        return view;
    }

    private static @Nullable JsonNode tree(@Nullable Wire value) {
        try {
            return value == null ? null : JACKSON.readTree(value.toJson());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The same with members in order of their names, without the empty ones, and each number as a double. */
    static JsonNode plain(JsonNode node) {
        if (node.isNumber()) {
            return JsonNodeFactory.instance.numberNode(node.doubleValue());
        }
        if (node instanceof ArrayNode array) {
            var copy = JACKSON.createArrayNode();
            array.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        var copy = JACKSON.createObjectNode();
        object.properties().stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(member -> !member.getKey().equals("path"))
                .forEach(member -> {
                    JsonNode value = plain(member.getValue());
                    boolean empty =
                            value.isNull() || value.isEmpty() && value.asText().isEmpty();
                    if (!empty) {
                        copy.set(member.getKey(), value);
                    }
                });
        return copy;
    }
}
