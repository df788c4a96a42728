package io.github.openrouterjava.error;

import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where the API answers with an error instead of a completion: an HTTP status of 300 or more, or a 200 whose body
 * is nothing but an error.
 */
public final class ApiException extends OpenRouterException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final ErrorBody body;
    private final @Nullable Duration retryAfter;
    private final @Nullable String generationId;

    /**
     * @param hint what the user can do about it; empty for none
     * @param retryAfter how long the server asks to wait
     */
    public ApiException(
            int status, ErrorBody body, String hint, @Nullable Duration retryAfter, @Nullable String generationId) {
        super(text(status, body, retryAfter) + (hint.isEmpty() ? "" : ". " + hint), null);
        this.status = status;
        this.body = body;
        this.retryAfter = retryAfter;
        this.generationId = generationId;
    }

    private static String text(int status, ErrorBody body, @Nullable Duration retryAfter) {
        String message = body.summary().strip();
        while (message.endsWith(".")) {
            message = message.substring(0, message.length() - 1);
        }
        String provider = body.provider();
        return "HTTP " + status + (provider == null ? "" : " from " + provider) + ": " + message
                + (retryAfter == null ? "" : " (the server asks to wait " + retryAfter.toSeconds() + " s)");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The error's code, a number or a word as text; null where the body has none. */
    public @Nullable String code() {
        return body.code();
    }

    /** The kind of failure, such as {@code rate_limit_exceeded}; null where the body has none. */
    public @Nullable String type() {
        return body.type();
    }

    /** OpenRouter's details, such as the provider and its own error; null where there are none. */
    public @Nullable JsonObject metadata() {
        return body.metadata();
    }

    /** The upstream provider that failed; null where it was OpenRouter itself, or is not said. */
    public @Nullable String provider() {
        return body.provider();
    }

    /** The body as it came, read. */
    public ErrorBody body() {
        return body;
    }

    @Override
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** What {@code GET /generation} knows the call by; null where the call did not get that far. */
    public @Nullable String generationId() {
        return generationId;
    }

    /** OpenRouter's own word where it gives one ({@code availability.retryable}), else by the status or the code. */
    @Override
    public boolean retryable() {
        return body.retryable(status);
    }
}
