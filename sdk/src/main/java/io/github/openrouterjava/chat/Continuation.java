package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.Attempts;
import io.github.openrouterjava.error.OpenRouterException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Continues an answer that broke off: says whether that can be right, how to ask for it, and joins what comes. The
 * reading thread's alone.
 */
final class Continuation {
    private final ChatRequest asked;
    private final int atMost;
    private int made;
    private String given = ""; // the answer's text before the latest seam, behind that of the request's own prefill
    private ChatRequest request;
    private @Nullable Stitcher stitcher;
    private @Nullable ChatCompletionChunk latest;
    private @Nullable String refusal;
    private boolean fresh; // the attempt has brought nothing yet
    private boolean over;

    Continuation(ChatRequest asked, int atMost) {
        this.asked = asked;
        this.atMost = atMost;
        this.request = asked;
    }

    /** What the next attempt sends. */
    ChatRequest request() {
        return request;
    }

    /** Says that an attempt begins: what was held back of the one before is made anew. */
    void begin() {
        fresh = made > 0;
    }

    /** True where an answer that broke off this way is likely to be continued. */
    boolean isDue(OpenRouterException reason, ChatCompletion came) {
        return !over && reason.retryable() && made < atMost && refusal(came, false) == null;
    }

    /**
     * How long to wait before the answer is continued, and then {@link #request()} continues it; null where it is not, now
     * or later.
     *
     * @param ended whether the server has said that nothing more comes
     */
    @Nullable
    Duration waitAfter(OpenRouterException reason, ChatCompletion came, boolean ended, Attempts attempts) {
        if (over || !reason.retryable() || !(reason instanceof StreamException)) {
            over = true;
            return null;
        }
        String wrong = made >= atMost
                ? "the limit of " + atMost + " continuations is reached"
                : refusal(came, ended && !(reason instanceof StreamErrorException));
        Duration wait = wrong == null ? attempts.waitToContinue(made, reason) : null;
        if (wait == null) {
            over = true;
            refusal = wrong == null ? "the wait for it would be too long" : wrong;
            return null;
        }
        given = Prefill.text(asked) + came.text();
        request = Prefill.of(asked, new Stitcher(given).sent());
        made++;
        return wait;
    }

    /** Why the answer was not continued although it broke off, to be added to what says so; empty for nothing to say. */
    String remark() {
        return refusal == null ? "" : ". It was not continued: " + refusal;
    }

    /** How many characters the latest attempt has repeated of those before. */
    int repeated() {
        return stitcher == null || fresh ? 0 : stitcher.repeated();
    }

    private @Nullable String refusal(ChatCompletion came, boolean ended) {
        String wrong = Prefill.refusal(asked);
        return wrong == null ? refusalOf(came, ended) : wrong;
    }

    private static @Nullable String refusalOf(ChatCompletion came, boolean ended) {
        Message.Assistant message = came.message();
        if (message == null) {
            return "no text has come";
        }
        ChatCompletion.Choice choice = came.choices().getFirst();
        boolean failed = FinishReason.ERROR.equals(choice.finishReason());
        if (came.choices().size() > 1 || (choice.index() != null && choice.index() != 0)) {
            return "there are several choices";
        }
        if (ended || (choice.finishReason() != null && !failed)) {
            return "the server has ended it";
        }
        if (!message.toolCalls().isEmpty() || message.extra().has("function_call")) {
            return "a tool call has begun";
        }
        if (message.refusal() != null && !message.refusal().isEmpty()) {
            return "it is a refusal";
        }
        if (!message.images().isEmpty() || message.audio() != null || message.content() instanceof Content.Parts) {
            return "it is not of text alone";
        }
        if (choice.logprobs() != null) {
            return "it has log probabilities";
        }
        for (ReasoningDetail detail : message.reasoningDetails()) {
            if (!isUnsigned(detail)) {
                return "its reasoning is signed or encrypted";
            }
        }
        return message.text().isEmpty() ? "no text has come" : null;
    }

    private static boolean isUnsigned(ReasoningDetail detail) {
        return detail instanceof ReasoningDetail.Summary
                || (detail instanceof ReasoningDetail.Text text
                        && (text.signature() == null || text.signature().isEmpty()));
    }

    /** The chunk with so much of the first choice's text as is new and decided. */
    ChatCompletionChunk stitched(ChatCompletionChunk chunk) {
        for (int i = 0; made > 0 && i < chunk.choices().size(); i++) {
            ChatCompletionChunk.Choice choice = chunk.choices().get(i);
            if (choice.index() == null || choice.index() == 0) {
                return stitched(chunk, i, choice);
            }
        }
        return chunk;
    }

    private ChatCompletionChunk stitched(ChatCompletionChunk chunk, int place, ChatCompletionChunk.Choice choice) {
        String came = choice.delta().text();
        boolean ends = choice.finishReason() != null && !FinishReason.ERROR.equals(choice.finishReason());
        boolean last = ends || ChunkText.hasOther(choice.delta());
        if (stitcher == null || (fresh && (last || !came.isEmpty()))) {
            stitcher = new Stitcher(given);
            fresh = false;
        }
        latest = chunk;
        String told = came.isEmpty() ? "" : stitcher.add(came);
        told += last ? stitcher.rest() : "";
        return told.equals(came) ? chunk : ChunkText.with(chunk, place, told);
    }

    /** What is held back as a chunk of its own, once, as nothing follows it; null where there is nothing. */
    @Nullable
    ChatCompletionChunk rest() {
        String told = stitcher == null ? "" : stitcher.rest();
        return told.isEmpty() || latest == null ? null : ChunkText.only(latest, told);
    }
}
