package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed chat completion.
 *
 * <p>Every component may be absent, whatever the specification says: servers leave out any of them.
 *
 * @param id the completion's id, normally the same in every chunk
 * @param object {@code chat.completion.chunk}
 * @param created Unix time in seconds
 * @param model the model that answers, which a fallback may have chosen
 * @param choices what is new; empty in chunks that carry only usage or an error
 * @param usage normally in the last chunk only; some servers send running totals in every chunk
 * @param systemFingerprint the backend configuration that answers
 * @param serviceTier the tier that served the request
 * @param provider the upstream provider's name
 * @param error the failure that ends the stream
 * @param openrouterMetadata how the request was routed, where it was asked for
 * @param debug the upstream request, where it was asked for
 * @param extra what the other components can't hold
 */
public record ChatCompletionChunk(
        @Nullable String id,
        @Nullable String object,
        @Nullable Long created,
        @Nullable String model,
        List<Choice> choices,
        @Nullable CompletionUsage usage,
        @Nullable String systemFingerprint,
        @Nullable String serviceTier,
        @Nullable String provider,
        @Nullable ChatError error,
        @Nullable OpenRouterMetadata openrouterMetadata,
        @Nullable JsonObject debug,
        JsonObject extra)
        implements Wire {

    /** @throws io.github.openrouterjava.json.JsonException where the text is not a JSON object */
    public static ChatCompletionChunk parse(String json) {
        return WireReader.document(json.getBytes(StandardCharsets.UTF_8), ChatCompletionChunk::read);
    }

    /** The text that this chunk adds to the first choice; empty where it adds none. */
    public String text() {
        Choice first = first();
        return first == null ? "" : first.delta().text();
    }

    /** The reasoning that this chunk adds to the first choice; empty where it adds none. */
    public String reasoning() {
        Choice first = first();
        return first == null ? "" : first.delta().reasoningText();
    }

    /** The images that this chunk adds to the first choice. */
    public List<ImageOutput> images() {
        Choice first = first();
        return first == null ? List.of() : first.delta().images();
    }

    @Nullable
    Choice first() {
        for (int i = 0; i < choices.size(); i++) { // without an iterator: it is asked of every chunk
            Choice choice = choices.get(i);
            if (choice.index() == null || choice.index() == 0) {
                return choice;
            }
        }
        return null;
    }

    /** True where the server says in it that all of the answer has failed, or one choice. */
    boolean reportsError() {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).error() != null) {
                return true;
            }
        }
        return error != null;
    }

    static ChatCompletionChunk read(WireReader in) {
        String id = null;
        String object = null;
        Long created = null;
        String model = null;
        List<Choice> choices = List.of();
        CompletionUsage usage = null;
        String systemFingerprint = null;
        String serviceTier = null;
        String provider = null;
        ChatError error = null;
        OpenRouterMetadata openrouterMetadata = null;
        JsonObject debug = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.steady();
                case "object" -> object = in.steady();
                case "created" -> created = in.integerLong();
                case "model" -> model = in.steady();
                case "choices" -> choices = in.list(Choice::read);
                case "usage" -> usage = in.object() ? CompletionUsage.read(in) : null;
                case "system_fingerprint" -> systemFingerprint = in.steady();
                case "service_tier" -> serviceTier = in.steady();
                case "provider" -> provider = in.steady();
                case "error" -> error = ChatError.readAny(in);
                case "openrouter_metadata" -> openrouterMetadata = in.object() ? OpenRouterMetadata.read(in) : null;
                case "debug" -> debug = in.anyObject();
                default -> in.keep();
            }
        }
        return new ChatCompletionChunk(
                id,
                object,
                created,
                model,
                choices,
                usage,
                systemFingerprint,
                serviceTier,
                provider,
                error,
                openrouterMetadata,
                debug,
                in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("id", id)
                .member("object", object)
                .member("created", created)
                .member("model", model)
                .member("provider", provider)
                .member("system_fingerprint", systemFingerprint)
                .member("service_tier", serviceTier)
                .list("choices", choices)
                .member("usage", usage)
                .member("error", error)
                .member("openrouter_metadata", openrouterMetadata)
                .member("debug", debug)
                .end();
    }

    /**
     * What is new in one of the answers asked for.
     *
     * @param index which answer, counted from 0
     * @param delta absent where the server sent none; {@link #delta()} gives an empty one then
     * @param finishReason null until the choice ends; some servers repeat it
     * @param nativeFinishReason the provider's own word for it
     * @param logprobs of the tokens in this delta
     * @param error why this choice failed
     */
    public record Choice(
            @Nullable Integer index,
            @Nullable Delta delta,
            @Nullable FinishReason finishReason,
            @Nullable String nativeFinishReason,
            @Nullable TokenLogprobs logprobs,
            @Nullable ChatError error,
            JsonObject extra)
            implements Wire {

        /** What is new; empty where the server sent nothing, never null. */
        @Override
        public Delta delta() {
            return delta == null ? Delta.EMPTY : delta;
        }

        Choice with(Delta changed) {
            return new Choice(index, changed, finishReason, nativeFinishReason, logprobs, error, extra);
        }

        /** True where the server sent what other kinds of answers hold, a message or a text, in place of a delta. */
        boolean isOfAnotherKind() {
            if (delta != null) {
                return false;
            }
            String text = extra.string("text");
            return extra.object("message") != null || (text != null && !text.isEmpty());
        }

        static Choice read(WireReader in) {
            Integer index = null;
            Delta delta = null;
            FinishReason finishReason = null;
            String nativeFinishReason = null;
            TokenLogprobs logprobs = null;
            ChatError error = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "index" -> index = in.integer();
                    case "delta" -> delta = in.object() ? Delta.read(in) : null;
                    case "finish_reason" -> finishReason = FinishReason.of(in.word());
                    case "native_finish_reason" -> nativeFinishReason = in.string();
                    case "logprobs" -> logprobs = in.object() ? TokenLogprobs.read(in) : null;
                    case "error" -> error = ChatError.readAny(in);
                    default -> in.keep();
                }
            }
            return new Choice(index, delta, finishReason, nativeFinishReason, logprobs, error, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("index", index)
                    .member("delta", delta)
                    .member("finish_reason", finishReason == null ? null : finishReason.value())
                    .member("native_finish_reason", nativeFinishReason)
                    .member("logprobs", logprobs)
                    .member("error", error)
                    .end();
        }
    }

    /**
     * The piece of a message that a chunk adds.
     *
     * @param role in the first delta, in all, or in none
     * @param content text to append
     * @param reasoning reasoning text to append
     * @param reasoningContent the same under the name that DeepSeek, xAI and others use
     * @param refusal text of a refusal to append
     * @param toolCalls pieces of tool calls
     * @param reasoningDetails pieces of reasoning blocks, to be sent back on the next turn
     * @param annotations citations and file annotations
     * @param images images made by the model
     * @param audio a piece of speech
     */
    public record Delta(
            @Nullable Role role,
            @Nullable String content,
            @Nullable String reasoning,
            @Nullable String reasoningContent,
            @Nullable String refusal,
            List<ToolCall> toolCalls,
            List<ReasoningDetail> reasoningDetails,
            List<AnnotationDetail> annotations,
            List<ImageOutput> images,
            @Nullable AudioOutput audio,
            JsonObject extra)
            implements Wire {

        private static final Delta EMPTY = new Delta(
                null, null, null, null, null, List.of(), List.of(), List.of(), List.of(), null, JsonObject.EMPTY);

        /** The text to append, also where the server sent it as a list of parts; empty where there is none. */
        public String text() {
            return content != null ? content : ContentArray.text(extra);
        }

        /**
         * The reasoning to append, once, wherever it stands: the longest of {@code reasoning_details}, {@code reasoning} and
         * {@code reasoning_content}, else thinking parts of the content; empty where there is none.
         */
        public String reasoningText() {
            String text = Reasoning.text(reasoningDetails, reasoning, reasoningContent);
            return text.isEmpty() ? ContentArray.thinking(extra) : text;
        }

        static Delta read(WireReader in) {
            Role role = null;
            String content = null;
            String reasoning = null;
            String reasoningContent = null;
            String refusal = null;
            List<ToolCall> toolCalls = List.of();
            List<ReasoningDetail> reasoningDetails = List.of();
            List<AnnotationDetail> annotations = List.of();
            List<ImageOutput> images = List.of();
            AudioOutput audio = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "role" -> role = Role.of(in.word());
                    case "content" -> content = in.string();
                    case "reasoning" -> reasoning = in.string();
                    case "reasoning_content" -> reasoningContent = in.string();
                    case "refusal" -> refusal = in.string();
                    case "tool_calls" -> toolCalls = in.list(ToolCall::read);
                    case "reasoning_details" -> reasoningDetails = in.listOfAny(Unions::reasoningDetail);
                    case "annotations" -> annotations = in.listOfAny(Unions::annotationDetail);
                    case "images" -> images = in.list(ImageOutput::read);
                    case "audio" -> audio = in.object() ? AudioOutput.read(in) : null;
                    default -> in.keep();
                }
            }
            return new Delta(
                    role,
                    content,
                    reasoning,
                    reasoningContent,
                    refusal,
                    toolCalls,
                    reasoningDetails,
                    annotations,
                    images,
                    audio,
                    in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("role", role == null ? null : role.value())
                    .member("content", content)
                    .member("reasoning", reasoning)
                    .member("reasoning_content", reasoningContent)
                    .member("refusal", refusal)
                    .list("tool_calls", toolCalls)
                    .list("reasoning_details", reasoningDetails)
                    .list("annotations", annotations)
                    .list("images", images)
                    .member("audio", audio)
                    .end();
        }
    }
}
