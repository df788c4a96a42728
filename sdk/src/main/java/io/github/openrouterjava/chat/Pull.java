package io.github.openrouterjava.chat;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Iterates over what is pulled until that is null. */
abstract class Pull<T> implements Iterator<T> {
    private @Nullable T ahead;
    private boolean ended;

    abstract @Nullable T pull();

    @Override
    public boolean hasNext() {
        if (ahead == null && !ended) {
            ahead = pull();
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
