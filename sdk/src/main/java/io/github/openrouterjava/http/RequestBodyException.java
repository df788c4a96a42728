package io.github.openrouterjava.http;

import java.io.IOException;

/**
 * Thrown where a request's body can't be read, or has become shorter or longer than it was: the request is not sent, or
 * cut off within its body, so that no server takes it for whole.
 */
public final class RequestBodyException extends IOException {
    private static final long serialVersionUID = 1L;

    public RequestBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
