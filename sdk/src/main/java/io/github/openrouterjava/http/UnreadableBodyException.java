package io.github.openrouterjava.http;

import java.io.IOException;

/**
 * Thrown where an answer has come, but its head says of the body what can't be read: a coding that nobody asked for, or
 * lengths that contradict each other. The same request would bring the same, and may be billed again.
 */
public final class UnreadableBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreadableBodyException(String message) {
        super(message);
    }
}
