package io.github.openrouterjava.jackson;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.BindException.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How Jackson's complaints become ours. */
final class Problems {
    private static final String REFUSAL = ", problem: ";

    private Problems() {}

    static BindException one(String path, String what) {
        return new BindException(List.of(new Problem(path, what)));
    }

    /** The first line of the complaint, the rest is for programmers; of a constructor's refusal what the constructor said. */
    static String words(@Nullable String message) {
        if (message == null) {
            return "is not accepted";
        }
        int refusal = message.indexOf(REFUSAL);
        int from = refusal < 0 ? 0 : refusal + REFUSAL.length();
        int end = message.indexOf('\n', from);
        return "is not accepted: " + message.substring(from, end < 0 ? message.length() : end);
    }

    static void step(StringBuilder path, @Nullable String name, int index) {
        if (name == null) {
            path.append('[').append(index).append(']');
        } else {
            path.append('.').append(name);
        }
    }
}
