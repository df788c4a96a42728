package io.github.openrouterjava.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The root of all that this SDK throws; messages name the cause and, where there is one, the remedy, and no secret. */
public abstract class OpenRouterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    protected OpenRouterException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** How long the server asks to wait before another try; null where it does not say. */
    public @Nullable Duration retryAfter() {
        return null;
    }

    /** True where the same call may succeed later, unchanged. */
    public boolean retryable() {
        return false;
    }
}
