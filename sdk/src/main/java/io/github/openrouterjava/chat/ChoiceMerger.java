package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonArray;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts one choice together from its deltas. */
final class ChoiceMerger {
    private static final String DETAILS = "reasoning_details";

    private final int index;
    private @Nullable Role role;
    private boolean hasContent;
    private final ContentMerger content = new ContentMerger();
    private @Nullable StringBuilder reasoning;
    private @Nullable StringBuilder reasoningContent;
    private @Nullable StringBuilder told; // all reasoning: some answers change the name it comes under
    private boolean detailsTold;
    private @Nullable StringBuilder refusal;
    private final Set<AnnotationDetail> annotations = new LinkedHashSet<>();
    private final Set<ImageOutput> images = new LinkedHashSet<>();
    // Made, and their classes loaded, when the first piece comes: most answers have none.
    private @Nullable ToolCallMerger toolCalls;
    private @Nullable ReasoningMerger reasoningDetails;
    private @Nullable AudioMerger audio;
    private @Nullable LogprobsMerger logprobs;
    private @Nullable FinishReason finishReason;
    private @Nullable String nativeFinishReason;
    private @Nullable ChatError error;
    private final Extras extra = new Extras(Extras.CHOICE);
    private final Extras messageExtra = new Extras(Extras.DELTA, new CallPieces("function_call", "arguments"));

    ChoiceMerger(int index) {
        this.index = index;
    }

    int index() {
        return index;
    }

    void add(ChatCompletionChunk.Choice piece) {
        add(piece.delta());
        if (finishReason == null || FinishReason.ERROR.equals(piece.finishReason())) {
            finishReason = piece.finishReason(); // the first counts: some servers repeat it, even changed
        }
        nativeFinishReason = nativeFinishReason == null || nativeFinishReason.isBlank()
                ? piece.nativeFinishReason()
                : nativeFinishReason;
        error = error == null ? piece.error() : error;
        if (piece.logprobs() != null) {
            logprobs = logprobs == null ? new LogprobsMerger() : logprobs;
            logprobs.add(piece.logprobs());
        }
        extra.add(piece.extra());
    }

    private void add(ChatCompletionChunk.Delta delta) {
        role = role == null ? delta.role() : role;
        hasContent = hasContent || Progress.hasContent(delta);
        String thought = delta.reasoningText();
        if (!isAllAgain(thought, delta)) {
            told = append(told, emptyAsNull(thought));
        }
        detailsTold |= Reasoning.hasWords(delta.reasoningDetails());
        content.add(delta);
        reasoning = append(
                reasoning,
                delta.reasoning() != null ? delta.reasoning() : emptyAsNull(ContentArray.thinking(delta.extra())));
        reasoningContent = append(reasoningContent, delta.reasoningContent());
        refusal = append(refusal, delta.refusal());
        if (!delta.toolCalls().isEmpty()) {
            toolCalls = toolCalls == null ? new ToolCallMerger() : toolCalls;
            for (ToolCall piece : delta.toolCalls()) {
                toolCalls.add(piece);
            }
        }
        if (!delta.reasoningDetails().isEmpty()) {
            reasoningDetails = reasoningDetails == null ? new ReasoningMerger() : reasoningDetails;
            reasoningDetails.add(delta.reasoningDetails());
        }
        if (!delta.annotations().isEmpty()) {
            annotations.addAll(delta.annotations());
        }
        if (!delta.images().isEmpty()) {
            images.addAll(delta.images());
        }
        if (delta.audio() != null) {
            audio = audio == null ? new AudioMerger() : audio;
            audio.add(delta.audio());
        }
        if (delta.extra().isEmpty()) {
            return;
        }
        messageExtra.add(delta.extra());
        if (delta.extra().get(DETAILS) instanceof JsonArray empty
                && empty.elements().isEmpty()) {
            messageExtra.put(DETAILS, empty); // some servers want it back
        }
    }

    boolean hasContent() {
        return hasContent;
    }

    boolean finished() {
        return finishReason != null;
    }

    /** True where the server says that this choice failed. */
    boolean failed() {
        return error != null || FinishReason.ERROR.equals(finishReason);
    }

    @Nullable
    ChatError error() {
        return error;
    }

    /** @param whole whether nothing more of this choice can come */
    ChatCompletion.Choice choice(boolean whole) {
        List<ReasoningDetail> details = reasoningDetails == null ? List.of() : reasoningDetails.details();
        var message = new Message.Assistant(
                role == null ? Role.ASSISTANT : role,
                content.content(toolCalls != null),
                text(refusal),
                reasoning(details),
                text(reasoningContent),
                toolCalls == null ? List.of() : toolCalls.toolCalls(whole),
                details,
                List.copyOf(annotations),
                List.copyOf(images),
                audio == null ? null : audio.audio(),
                null,
                null,
                details.isEmpty()
                        ? messageExtra.merged()
                        : messageExtra.merged().with(DETAILS, null));
        return new ChatCompletion.Choice(
                index,
                message,
                finishReason,
                nativeFinishReason,
                logprobs == null ? null : logprobs.logprobs(),
                error,
                extra.merged());
    }

    /** True where all that was told comes again under a name under which nothing has come. */
    private boolean isAllAgain(String thought, ChatCompletionChunk.Delta delta) {
        return told != null
                && thought.contentEquals(told)
                && !(hasText(reasoning) && hasText(delta.reasoning()))
                && !(hasText(reasoningContent) && hasText(delta.reasoningContent()))
                && !(detailsTold && Reasoning.hasWords(delta.reasoningDetails()));
    }

    private static boolean hasText(@Nullable CharSequence text) {
        return text != null && !text.isEmpty();
    }

    /** What came as {@code reasoning}, or all that came under several names where none of them has it all. */
    private @Nullable String reasoning(List<ReasoningDetail> details) {
        String own = text(reasoning);
        boolean lacking = told != null
                && told.length()
                        > Reasoning.text(details, own, text(reasoningContent)).length();
        return lacking ? text(told) : own;
    }

    private static @Nullable StringBuilder append(@Nullable StringBuilder text, @Nullable String piece) {
        if (piece == null) {
            return text;
        }
        return (text == null ? new StringBuilder() : text).append(piece);
    }

    private static @Nullable String text(@Nullable StringBuilder text) {
        return text == null ? null : text.toString();
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
