package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException.Problem;
import java.util.List;

/** Thrown where the answer met the token limit before it was whole. It is not asked again: the limit would be met again. */
public final class CutAnswerException extends TypedAnswerException {
    private static final long serialVersionUID = 1L;

    CutAnswerException(List<Problem> problems, List<ChatCompletion> completions) {
        super(
                "The answer met the token limit before it was whole: allow it more by maxCompletionTokens(...), or ask"
                        + " for less. " + inWords(problems, "; "),
                problems,
                completions,
                null);
    }
}
