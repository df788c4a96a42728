package io.github.openrouterjava.offline;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rule of a script.
 *
 * @param left how many requests it still answers
 */
record Rule(When when, Answer answer, AtomicLong left) {

    /** Takes one of its answers; false where none is left. */
    boolean take() {
        return left.getAndUpdate(count -> Math.max(count - 1, 0)) > 0;
    }
}
