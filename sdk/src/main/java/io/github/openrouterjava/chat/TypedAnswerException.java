package io.github.openrouterjava.chat;

import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.error.OpenRouterException;
import java.util.List;
import java.util.stream.Collectors;

/** Thrown where a whole answer can't be read as the type that was asked for; carries all that was answered. */
public sealed class TypedAnswerException extends OpenRouterException
        permits RefusedAnswerException, CutAnswerException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;
    private final transient List<ChatCompletion> completions;

    TypedAnswerException(Class<?> type, List<Problem> problems, List<ChatCompletion> completions) {
        this("The answer is no " + type.getSimpleName() + ": " + inWords(problems, "; "), problems, completions);
    }

    TypedAnswerException(String message, List<Problem> problems, List<ChatCompletion> completions) {
        super(message, null);
        this.problems = List.copyOf(problems);
        this.completions = List.copyOf(completions);
    }

    static String inWords(List<Problem> problems, String between) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining(between));
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
