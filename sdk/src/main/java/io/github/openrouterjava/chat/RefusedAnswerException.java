package io.github.openrouterjava.chat;

import java.util.List;

/** Thrown where the model refused to answer, or a content filter withheld the answer. It is not asked again. */
public final class RefusedAnswerException extends TypedAnswerException {
    private static final long serialVersionUID = 1L;

    private final String refusal;

    RefusedAnswerException(String refusal, List<ChatCompletion> completions) {
        super(
                refusal.isEmpty() ? "A content filter withheld the answer" : "The model refused: " + refusal,
                List.of(),
                completions,
                null);
        this.refusal = refusal;
    }

    /** What the model said in place of an answer; empty where it was a filter. */
    public String refusal() {
        return refusal;
    }
}
