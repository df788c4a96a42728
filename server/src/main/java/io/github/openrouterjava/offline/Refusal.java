package io.github.openrouterjava.offline;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.playback.ApiError;
import java.time.Duration;

/** A request that is answered by an error. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Answer.Refused refused;

    Refusal(int status, String message) {
        this(Answer.refused(status, message));
    }

    Refusal(Answer.Refused refused) {
        super(refused.message(), null, false, false);
        this.refused = refused;
    }

    /** A 400 that names the member at fault. */
    static Refusal of(String member, String problem) {
        return new Refusal(400, member + ": " + problem);
    }

    int status() {
        return refused.status();
    }

    Headers headers() {
        Headers headers = Headers.of("Content-Type", "application/json", "X-Generation-Id", Origin.newId());
        Duration wait = refused.retryAfter();
        return wait == null
                ? headers
                : headers.with(
                        "Retry-After", Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    }

    byte[] body() {
        return ApiError.body(refused.status(), refused.message(), refused.metadata())
                .toBytes();
    }
}
