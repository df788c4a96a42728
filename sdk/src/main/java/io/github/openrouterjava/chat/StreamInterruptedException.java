package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Thrown where the body ended, or the connection broke, before the answer was whole. The server may have gone on, and
 * bill for it.
 */
public final class StreamInterruptedException extends StreamException {
    private static final long serialVersionUID = 1L;

    StreamInterruptedException(String message, ChatCompletion completion, @Nullable Throwable cause) {
        super(message, completion, cause);
    }

    /** True: another try may get through. */
    @Override
    public boolean retryable() {
        return true;
    }
}
