package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.error.OpenRouterException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where a whole answer can't be read as the type that was asked for; carries all that was answered.
 *
 * <p>It has a cause where the type's own code failed in a way of its own, and the model was not asked to mend that.
 */
public sealed class TypedAnswerException extends OpenRouterException
        permits RefusedAnswerException, CutAnswerException {
    private static final long serialVersionUID = 1L;
    private static final int MOST_TOLD = 20;

    private final transient List<Problem> problems;
    private final transient List<ChatCompletion> completions;

    TypedAnswerException(
            Class<?> type, List<Problem> problems, List<ChatCompletion> completions, @Nullable Throwable cause) {
        this("The answer is no " + type.getSimpleName() + ": " + inWords(problems, "; "), problems, completions, cause);
    }

    TypedAnswerException(
            String message, List<Problem> problems, List<ChatCompletion> completions, @Nullable Throwable cause) {
        super(message, cause);
        this.problems = List.copyOf(problems);
        this.completions = List.copyOf(completions);
    }

    /** The first problems, as many as anyone will read. */
    static String inWords(List<Problem> problems, String between) {
        int more = problems.size() - MOST_TOLD;
        return problems.stream().limit(MOST_TOLD).map(Problem::toString).collect(Collectors.joining(between))
                + (more > 0 ? between + "and " + more + " more" : "");
    }

    /** All that is wrong with the last answer, in the order of the document. */
    public List<Problem> problems() {
        return problems;
    }

    /** What the model said last, as it said it. */
    public String text() {
        return completion().text();
    }

    /** The last completion. */
    public ChatCompletion completion() {
        return completions.getLast();
    }

    /** All that was answered, each of which costs: first the answer, then what was meant to repair it. */
    public List<ChatCompletion> completions() {
        return completions;
    }
}
