package io.github.openrouterjava.error;

/**
 * Thrown where no answer came that could be read: the host does not resolve, refuses, fails in TLS, hangs up without a word,
 * or answers in a way that HTTP forbids.
 */
public final class ConnectionException extends OpenRouterException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public ConnectionException(String message, Throwable cause, boolean retryable) {
        super(message, cause);
        this.retryable = retryable;
    }

    /**
     * True where nothing of an answer has been seen: the request may still have been processed, and be billed twice. False
     * where an answer came that can't be read, which another would not be either.
     */
    @Override
    public boolean retryable() {
        return retryable;
    }
}
