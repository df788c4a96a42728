package io.github.openrouterjava.chat;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Iterates over what a source gives until it gives null. */
final class Pull<T> implements Iterator<T> {
    private final Supplier<@Nullable T> source;
    private @Nullable T ahead;
    private boolean ended;

    Pull(Supplier<@Nullable T> source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = source.get();
            ended = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public T next() {
        if (!hasNext() || ahead == null) {
            throw new NoSuchElementException();
        }
        T element = ahead;
        ahead = null;
        return element;
    }
}
