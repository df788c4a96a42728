package io.github.openrouterjava.chat;

import io.github.openrouterjava.call.Clock;
import io.github.openrouterjava.call.ClockException;

/** Thrown where a clock ran out before the answer was whole. */
public final class StreamTimeoutException extends StreamException {
    private static final long serialVersionUID = 1L;

    private final Clock clock;

    /** @param remark what else can be said */
    StreamTimeoutException(ClockException cause, ChatCompletion completion, String remark) {
        super(cause.getMessage() + " (the " + cause.clock() + " clock)" + remark, completion, cause);
        this.clock = cause.clock();
    }

    /** The clock that ran out. */
    public Clock clock() {
        return clock;
    }

    /** True for all clocks but the total one, which has no time left for another try. */
    @Override
    public boolean retryable() {
        return clock != Clock.TOTAL;
    }
}
