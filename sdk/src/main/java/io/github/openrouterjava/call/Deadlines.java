package io.github.openrouterjava.call;

import io.github.openrouterjava.http.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Arithmetic with instants of {@link System#nanoTime()} among which {@link Exchange#NEVER} is the last. */
final class Deadlines {
    private Deadlines() {}

    /** The instant so long after the other; never, for no limit or one of centuries. */
    static long after(long instant, @Nullable Duration limit) {
        if (limit == null || limit.toDays() > 36_500) {
            return Exchange.NEVER;
        }
        return instant + limit.toNanos();
    }

    static long left(long deadline) {
        return deadline == Exchange.NEVER ? Exchange.NEVER : deadline - System.nanoTime();
    }

    static boolean passed(long deadline) {
        return left(deadline) <= 0;
    }

    static long earlier(long one, long other) {
        if (one == Exchange.NEVER || other == Exchange.NEVER) {
            return one == Exchange.NEVER ? other : one;
        }
        return one - other < 0 ? one : other;
    }
}
