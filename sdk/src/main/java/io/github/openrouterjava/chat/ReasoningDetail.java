package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A block of a model's reasoning, or in a delta a piece of one, told apart by {@code type}.
 *
 * <p>When a conversation goes on after a tool call, the whole blocks must be sent back as they were, in their order:
 * providers check signatures.
 */
public sealed interface ReasoningDetail extends Wire {
    /** The words a person can read; empty for what is encrypted or unknown. */
    default String readable() {
        return "";
    }

    /**
     * Reasoning in the open, {@code reasoning.text}.
     *
     * @param signature the provider's proof that the text is unchanged
     * @param format whose rules the block follows, such as {@code anthropic-claude-v1}
     * @param index which block of the message
     */
    record Text(
            @Nullable String text,
            @Nullable String signature,
            @Nullable String id,
            @Nullable String format,
            @Nullable Integer index,
            JsonObject extra)
            implements ReasoningDetail {
        @Override
        public String readable() {
            return text == null ? "" : text;
        }

        static Text read(WireReader in) {
            String text = null;
            String signature = null;
            String id = null;
            String format = null;
            Integer index = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "text" -> text = in.string();
                    case "signature" -> signature = in.string();
                    case "id" -> id = in.string();
                    case "format" -> format = in.string();
                    case "index" -> index = in.integer();
                    default -> in.keep();
                }
            }
            return new Text(text, signature, id, format, index, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "reasoning.text")
                    .member("text", text)
                    .member("signature", signature)
                    .member("id", id)
                    .member("format", format)
                    .member("index", index)
                    .end();
        }
    }

    /** A summary of reasoning that is not shown, {@code reasoning.summary}. */
    record Summary(
            @Nullable String summary,
            @Nullable String id,
            @Nullable String format,
            @Nullable Integer index,
            JsonObject extra)
            implements ReasoningDetail {
        @Override
        public String readable() {
            return summary == null ? "" : summary;
        }

        static Summary read(WireReader in) {
            String summary = null;
            String id = null;
            String format = null;
            Integer index = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "summary" -> summary = in.string();
                    case "id" -> id = in.string();
                    case "format" -> format = in.string();
                    case "index" -> index = in.integer();
                    default -> in.keep();
                }
            }
            return new Summary(summary, id, format, index, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "reasoning.summary")
                    .member("summary", summary)
                    .member("id", id)
                    .member("format", format)
                    .member("index", index)
                    .end();
        }
    }

    /** Reasoning that only the provider can read, {@code reasoning.encrypted}. */
    record Encrypted(
            @Nullable String data,
            @Nullable String id,
            @Nullable String format,
            @Nullable Integer index,
            JsonObject extra)
            implements ReasoningDetail {
        static Encrypted read(WireReader in) {
            String data = null;
            String id = null;
            String format = null;
            Integer index = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "data" -> data = in.string();
                    case "id" -> id = in.string();
                    case "format" -> format = in.string();
                    case "index" -> index = in.integer();
                    default -> in.keep();
                }
            }
            return new Encrypted(data, id, format, index, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "reasoning.encrypted")
                    .member("data", data)
                    .member("id", id)
                    .member("format", format)
                    .member("index", index)
                    .end();
        }
    }

    /** A tool that OpenRouter ran while the model reasoned, {@code reasoning.server_tool_call}. */
    record ServerToolCall(
            @Nullable String toolName,
            @Nullable String arguments,
            @Nullable String result,
            @Nullable String toolCallId,
            @Nullable String id,
            @Nullable String format,
            @Nullable Integer index,
            JsonObject extra)
            implements ReasoningDetail {
        static ServerToolCall read(WireReader in) {
            String toolName = null;
            String arguments = null;
            String result = null;
            String toolCallId = null;
            String id = null;
            String format = null;
            Integer index = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "type" -> in.string();
                    case "tool_name" -> toolName = in.string();
                    case "arguments" -> arguments = in.string();
                    case "result" -> result = in.string();
                    case "tool_call_id" -> toolCallId = in.string();
                    case "id" -> id = in.string();
                    case "format" -> format = in.string();
                    case "index" -> index = in.integer();
                    default -> in.keep();
                }
            }
            return new ServerToolCall(toolName, arguments, result, toolCallId, id, format, index, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("type", "reasoning.server_tool_call")
                    .member("tool_name", toolName)
                    .member("arguments", arguments)
                    .member("result", result)
                    .member("tool_call_id", toolCallId)
                    .member("id", id)
                    .member("format", format)
                    .member("index", index)
                    .end();
        }
    }

    /** A block of a kind that this version does not know, as it came. */
    record Unknown(Json json) implements ReasoningDetail {
        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }
}
