package io.github.openrouterjava.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** The binding that a program has, found when it is first asked for. */
final class Standard {
    private static @Nullable Binding known;

    private Standard() {}

    static synchronized Binding binding() {
        if (known == null) {
            known = find(Binding.class.getClassLoader());
        }
        return known;
    }

    /** @throws IllegalStateException where there is none, or more than one */
    static Binding find(@Nullable ClassLoader loader) {
        var found = new ArrayList<Binding>();
        for (Binding binding : ServiceLoader.load(Binding.class, loader)) {
            found.add(binding);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "nothing binds JSON to types: add io.github.openrouterjava:openrouter-records,"
                            + " or hand in a binding, such as one of io.github.openrouterjava:openrouter-jackson");
        }
        if (found.size() > 1) {
            throw new IllegalStateException(
                    "more than one binds JSON to types, so hand in the one to take: " + names(found));
        }
        return found.getFirst();
    }

    private static String names(List<Binding> found) {
        var names = new StringBuilder();
        for (Binding binding : found) {
            names.append(names.isEmpty() ? "" : ", ").append(binding.getClass().getName());
        }
        return names.toString();
    }
}
