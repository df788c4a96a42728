package io.github.openrouterjava.bind;

import java.util.List;
import java.util.stream.Collectors;

/** JSON and a type that do not go together, or a type that can't be described. */
public final class BindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public BindException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** One problem. */
    public BindException(String path, String what) {
        this(List.of(new Problem(path, what)));
    }

    /** All that is wrong, in the order of the document. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong.
     *
     * @param path where: {@code $.steps[2].minutes}
     * @param what in words that a model understands too: {@code must be a whole number, not "ten"}
     */
    public record Problem(String path, String what) {
        @Override
        public String toString() {
            return path + " " + what;
        }
    }
}
