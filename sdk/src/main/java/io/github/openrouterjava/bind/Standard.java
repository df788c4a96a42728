package io.github.openrouterjava.bind;

import java.util.List;
import java.util.ServiceLoader;

/** The binding that a program has, found when it is first asked for. */
final class Standard {
    static final Binding BINDING = find();

    private Standard() {}

    private static Binding find() {
        List<ServiceLoader.Provider<Binding>> found =
                ServiceLoader.load(Binding.class, Binding.class.getClassLoader()).stream()
                        .toList();
        return found.getFirst().get();
    }
}
