package io.github.openrouterjava.error;

/**
 * Thrown where no answer came that could be read: the host does not resolve, refuses, fails in TLS, hangs up without a word,
 * or answers in a way that HTTP forbids; or the request could not be sent whole, as a file that goes with it has changed.
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
     * where an answer came that can't be read, which another would not be either, and where the request's own body can't be.
     */
    @Override
    public boolean retryable() {
        return retryable;
    }
}
