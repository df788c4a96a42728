package io.github.openrouterjava.error;

/** Thrown where no answer came at all: the host does not resolve, refuses, fails in TLS, or hangs up without a word. */
public final class ConnectionException extends OpenRouterException {
    private static final long serialVersionUID = 1L;

    public ConnectionException(String message, Throwable cause) {
        super(message, cause);
    }

    /** True: nothing of an answer has been seen. The request may still have been processed, and be billed twice. */
    @Override
    public boolean retryable() {
        return true;
    }
}
