package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Thrown to a reader whose stream was closed, or who was interrupted: then its interrupt status is set. Not every
 * provider stops working, and billing, when its client goes.
 */
public final class StreamCancelledException extends StreamException {
    private static final long serialVersionUID = 1L;

    StreamCancelledException(String message, ChatCompletion completion, @Nullable Throwable cause) {
        super(message, completion, cause);
    }
}
