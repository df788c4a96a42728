package io.github.openrouterjava.offline;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;

/** A request that is answered by an error. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int retryAfter;

    Refusal(int status, String message) {
        this(status, message, 0);
    }

    /** @param retryAfter in how many seconds it may be tried again; 0 where nobody knows */
    Refusal(int status, String message, int retryAfter) {
        super(message, null, false, false);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** A 400 that names the member at fault. */
    static Refusal of(String member, String problem) {
        return new Refusal(400, member + ": " + problem);
    }

    int status() {
        return status;
    }

    Headers headers() {
        Headers headers = Headers.of("Content-Type", "application/json", "X-Generation-Id", Origin.newId());
        return retryAfter == 0 ? headers : headers.with("Retry-After", Integer.toString(retryAfter));
    }

    /** The error as OpenRouter writes it. */
    byte[] body() {
        JsonObject error =
                JsonObject.of("code", Json.of(status)).with("message", Json.of(String.valueOf(getMessage())));
        return JsonObject.of("error", error).toBytes();
    }
}
