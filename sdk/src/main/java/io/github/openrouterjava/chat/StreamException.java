package io.github.openrouterjava.chat;

import io.github.openrouterjava.error.OpenRouterException;
import org.jspecify.annotations.Nullable;

/** Thrown where an answer did not come to its proper end; carries everything of it that came. */
public abstract sealed class StreamException extends OpenRouterException
        permits StreamInterruptedException,
                StreamErrorException,
                StreamTimeoutException,
                StreamDecodeException,
                StreamCancelledException {
    private static final long serialVersionUID = 1L;

    private final ChatCompletion completion;

    StreamException(String message, ChatCompletion completion, @Nullable Throwable cause) {
        super(message, cause);
        this.completion = completion;
    }

    /** All that came, merged, and how it was delivered. Tool calls in it may be cut off: never run them. */
    public ChatCompletion completion() {
        return completion;
    }

    /** What {@code GET /generation} knows the call by, for asking what it cost; null where the answer has no id. */
    public @Nullable String generationId() {
        Delivery delivery = completion.delivery();
        return delivery != null && delivery.generationId() != null ? delivery.generationId() : completion.id();
    }
}
