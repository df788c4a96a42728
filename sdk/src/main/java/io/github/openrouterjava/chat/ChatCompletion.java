package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion: the whole answer, or as much of it as has come.
 *
 * <p>Every component may be absent, whatever the specification says: servers leave out any of them.
 *
 * @param id what {@code GET /generation} knows the completion by
 * @param object {@code chat.completion}
 * @param created Unix time in seconds
 * @param model the model that answered, which a fallback may have chosen
 * @param choices the answers, one unless the request asked for more
 * @param usage tokens and cost
 * @param systemFingerprint the backend configuration that answered
 * @param serviceTier the tier that served the request
 * @param provider the upstream provider's name
 * @param error the failure that ended the answer
 * @param openrouterMetadata how the request was routed, where it was asked for
 * @param extra what the other components can't hold
 * @param delivery how the answer came and ended: not on the wire; null for one that was parsed
 */
public record ChatCompletion(
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
        JsonObject extra,
        @Nullable Delivery delivery)
        implements Wire {

    /** @throws io.github.openrouterjava.json.JsonException where the text is not a JSON object */
    public static ChatCompletion parse(String json) {
        return WireReader.document(json.getBytes(StandardCharsets.UTF_8), ChatCompletion::read);
    }

    /** The first choice's text; empty where there is none. */
    public String text() {
        Message.Assistant message = message();
        return message == null ? "" : message.text();
    }

    /** The first choice's reasoning; empty where there is none. */
    public String reasoning() {
        Message.Assistant message = message();
        return message == null ? "" : message.reasoningText();
    }

    /** The first choice's tool calls. */
    public List<ToolCall> toolCalls() {
        Message.Assistant message = message();
        return message == null ? List.of() : message.toolCalls();
    }

    /** The first choice's message, ready to be sent back as the conversation's next turn, or null. */
    public Message.@Nullable Assistant message() {
        return choices.isEmpty() ? null : choices.getFirst().message();
    }

    /** True where the server says that the answer, or a choice of it, failed. */
    public boolean failed() {
        return failure() != null
                || choices.stream().anyMatch(choice -> FinishReason.ERROR.equals(choice.finishReason()));
    }

    /** The error of the answer or of the first choice that has one; null also where a failed choice gives no reason. */
    public @Nullable ChatError failure() {
        ChatError found = error;
        for (Choice choice : choices) {
            found = found == null ? choice.error() : found;
        }
        return found;
    }

    /** Why the first choice ended, or null. */
    public @Nullable FinishReason finishReason() {
        return choices.isEmpty() ? null : choices.getFirst().finishReason();
    }

    /** True where it broke off at least once and was continued. */
    boolean isContinued() {
        return delivery != null && !delivery.seams().isEmpty();
    }

    ChatCompletion delivered(@Nullable Delivery by) {
        return new ChatCompletion(
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
                extra,
                by);
    }

    static ChatCompletion read(WireReader in) {
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
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.string();
                case "object" -> object = in.string();
                case "created" -> created = in.integerLong();
                case "model" -> model = in.string();
                case "choices" -> choices = in.list(Choice::read);
                case "usage" -> usage = in.object() ? CompletionUsage.read(in) : null;
                case "system_fingerprint" -> systemFingerprint = in.string();
                case "service_tier" -> serviceTier = in.string();
                case "provider" -> provider = in.string();
                case "error" -> error = ChatError.readAny(in);
                case "openrouter_metadata" -> openrouterMetadata = in.object() ? OpenRouterMetadata.read(in) : null;
                default -> in.keep();
            }
        }
        return new ChatCompletion(
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
                in.end(),
                null);
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
                .end();
    }

    /**
     * One answer.
     *
     * @param index which answer, counted from 0
     * @param finishReason why it ended; null where it did not
     * @param nativeFinishReason the provider's own word for it
     * @param error why this choice failed
     */
    public record Choice(
            @Nullable Integer index,
            Message.@Nullable Assistant message,
            @Nullable FinishReason finishReason,
            @Nullable String nativeFinishReason,
            @Nullable TokenLogprobs logprobs,
            @Nullable ChatError error,
            JsonObject extra)
            implements Wire {

        static Choice read(WireReader in) {
            Integer index = null;
            Message.Assistant message = null;
            FinishReason finishReason = null;
            String nativeFinishReason = null;
            TokenLogprobs logprobs = null;
            ChatError error = null;
            in.begin();
            while (in.next()) {
                switch (in.name()) {
                    case "index" -> index = in.integer();
                    case "message" -> message = in.object() ? Message.Assistant.read(in) : null;
                    case "finish_reason" -> finishReason = FinishReason.of(in.word());
                    case "native_finish_reason" -> nativeFinishReason = in.string();
                    case "logprobs" -> logprobs = in.object() ? TokenLogprobs.read(in) : null;
                    case "error" -> error = ChatError.readAny(in);
                    default -> in.keep();
                }
            }
            return new Choice(index, message, finishReason, nativeFinishReason, logprobs, error, in.end());
        }

        @Override
        public void write(JsonWriter out) {
            WireWriter.begin(out, extra)
                    .member("index", index)
                    .member("message", message)
                    .member("finish_reason", finishReason == null ? null : finishReason.value())
                    .member("native_finish_reason", nativeFinishReason)
                    .member("logprobs", logprobs)
                    .member("error", error)
                    .end();
        }
    }
}
