package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message of a conversation, told apart by {@code role}. */
@SuppressWarnings("AvoidCommonTypeNames") // "system" is the role's name
public sealed interface Message extends Wire {
    /** Instructions for the model. */
    static Message system(String text) {
        return new System(new Content.Text(text), null, JsonObject.EMPTY);
    }

    /** What the user says. */
    static Message user(String text) {
        return new User(new Content.Text(text), null, JsonObject.EMPTY);
    }

    /** What the user says, with images, sounds or files. */
    static Message user(ContentPart... parts) {
        return new User(new Content.Parts(List.of(parts)), null, JsonObject.EMPTY);
    }

    /** What the model said, or, as a conversation's last message, how its answer shall begin. */
    static Message assistant(String text) {
        return new Assistant(
                Role.ASSISTANT,
                new Content.Text(text),
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                JsonObject.EMPTY);
    }

    /** A tool's result for the call with this id. */
    static Message tool(String toolCallId, String result) {
        return new Tool(new Content.Text(result), toolCallId, null, JsonObject.EMPTY);
    }

    /** @throws io.github.openrouterjava.json.JsonException where the text is not one JSON value */
    static Message parse(String json) {
        return WireReader.document(json.getBytes(StandardCharsets.UTF_8), Unions::message);
    }

    /** Instructions, {@code system}. */
    record System(@Nullable Content content, @Nullable String name, JsonObject extra) implements Message {
        static System read(WireReader in) {
            Content content = null;
            String name = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "role" -> in.string();
                    case "content" -> content = Unions.content(in);
                    case "name" -> name = in.string();
                    default -> in.keep();
                }
            }
            return new System(content, name, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("role", "system")
                    .member("content", content)
                    .member("name", name)
                    .end();
        }
    }

    /** Instructions, as some OpenAI models call them, {@code developer}. */
    record Developer(@Nullable Content content, @Nullable String name, JsonObject extra) implements Message {
        static Developer read(WireReader in) {
            Content content = null;
            String name = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "role" -> in.string();
                    case "content" -> content = Unions.content(in);
                    case "name" -> name = in.string();
                    default -> in.keep();
                }
            }
            return new Developer(content, name, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("role", "developer")
                    .member("content", content)
                    .member("name", name)
                    .end();
        }
    }

    /** What the user says, {@code user}. */
    record User(@Nullable Content content, @Nullable String name, JsonObject extra) implements Message {
        static User read(WireReader in) {
            Content content = null;
            String name = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "role" -> in.string();
                    case "content" -> content = Unions.content(in);
                    case "name" -> name = in.string();
                    default -> in.keep();
                }
            }
            return new User(content, name, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("role", "user")
                    .member("content", content)
                    .member("name", name)
                    .end();
        }
    }

    /**
     * What the model says, {@code assistant}: one type for the answer that comes and the turn that is sent back.
     *
     * @param role {@code assistant}; some servers leave it out
     * @param reasoningContent {@code reasoning} under the name that DeepSeek, xAI and others use
     * @param reasoningDetails to be sent back as they are when the conversation goes on after a tool call
     * @param annotations citations, and files that need not be parsed again when they are sent back
     */
    record Assistant(
            @Nullable Role role,
            @Nullable Content content,
            @Nullable String refusal,
            @Nullable String reasoning,
            @Nullable String reasoningContent,
            List<ToolCall> toolCalls,
            List<ReasoningDetail> reasoningDetails,
            List<AnnotationDetail> annotations,
            List<ImageOutput> images,
            @Nullable AudioOutput audio,
            @Nullable String name,
            @Nullable String model,
            JsonObject extra)
            implements Message {
        /** The text; empty where there is none. */
        public String text() {
            return content == null ? "" : content.text();
        }

        /**
         * The reasoning, once, wherever it stands: the longest of {@code reasoning_details}, {@code reasoning} and
         * {@code reasoning_content}; empty where there is none.
         */
        public String reasoningText() {
            return Reasoning.text(reasoningDetails, reasoning, reasoningContent);
        }

        /** A copy with these calls, perhaps none: one without a result would be refused when it is sent back. */
        public Assistant toolCalls(List<ToolCall> calls) {
            return new Assistant(
                    role,
                    content,
                    refusal,
                    reasoning,
                    reasoningContent,
                    calls,
                    reasoningDetails,
                    annotations,
                    images,
                    audio,
                    name,
                    model,
                    extra);
        }

        static Assistant read(WireReader in) {
            Role role = null;
            Content content = null;
            String refusal = null;
            String reasoning = null;
            String reasoningContent = null;
            List<ToolCall> toolCalls = List.of();
            List<ReasoningDetail> reasoningDetails = List.of();
            List<AnnotationDetail> annotations = List.of();
            List<ImageOutput> images = List.of();
            AudioOutput audio = null;
            String name = null;
            String model = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "role" -> role = Role.of(in.word());
                    case "content" -> content = Unions.content(in);
                    case "refusal" -> refusal = in.string();
                    case "reasoning" -> reasoning = in.string();
                    case "reasoning_content" -> reasoningContent = in.string();
                    case "tool_calls" -> toolCalls = in.list(ToolCall::read);
                    case "reasoning_details" -> reasoningDetails = in.listOfAny(Unions::reasoningDetail);
                    case "annotations" -> annotations = in.listOfAny(Unions::annotationDetail);
                    case "images" -> images = in.list(ImageOutput::read);
                    case "audio" -> audio = in.object() ? AudioOutput.read(in) : null;
                    case "name" -> name = in.string();
                    case "model" -> model = in.string();
                    default -> in.keep();
                }
            }
            return new Assistant(
                    role,
                    content,
                    refusal,
                    reasoning,
                    reasoningContent,
                    toolCalls,
                    reasoningDetails,
                    annotations,
                    images,
                    audio,
                    name,
                    model,
                    in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("role", role == null ? null : role.value())
                    .member("content", content)
                    .member("refusal", refusal)
                    .member("reasoning", reasoning)
                    .member("reasoning_content", reasoningContent)
                    .list("tool_calls", toolCalls)
                    .list("reasoning_details", reasoningDetails)
                    .list("annotations", annotations)
                    .list("images", images)
                    .member("audio", audio)
                    .member("name", name)
                    .member("model", model)
                    .end();
        }
    }

    /** A tool's result, {@code tool}; {@code toolCallId} says of which call. */
    record Tool(
            @Nullable Content content,
            @Nullable String toolCallId,
            @Nullable String name,
            JsonObject extra) implements Message {
        static Tool read(WireReader in) {
            Content content = null;
            String toolCallId = null;
            String name = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "role" -> in.string();
                    case "content" -> content = Unions.content(in);
                    case "tool_call_id" -> toolCallId = in.string();
                    case "name" -> name = in.string();
                    default -> in.keep();
                }
            }
            return new Tool(content, toolCallId, name, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("role", "tool")
                    .member("content", content)
                    .member("tool_call_id", toolCallId)
                    .member("name", name)
                    .end();
        }
    }

    /** One of a kind that this version does not know, as it came. */
    record Unknown(Json json) implements Message {
        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }
}
