package io.github.openrouterjava.call;

import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Code of the user's that sees every attempt, on the calling thread; what it throws ends the call.
 *
 * @param beforeRequest sees the request as it will be sent, credentials included, and may give another in its place
 * @param afterResponse sees the answer's status and headers as soon as they are there
 * @param log is told the same in words, with every secret masked, and of attempts that failed
 */
public record Hooks(
        @Nullable UnaryOperator<HttpRequest> beforeRequest,
        @Nullable BiConsumer<HttpRequest, HttpResponseHead> afterResponse,
        System.@Nullable Logger log) {
    public static final Hooks NONE = new Hooks(null, null, null);

    HttpRequest before(HttpRequest request) {
        return beforeRequest == null ? request : beforeRequest.apply(request);
    }

    void after(HttpRequest request, HttpResponseHead head) {
        if (afterResponse != null) {
            afterResponse.accept(request, head);
        }
    }

    /** Whether there is a use in putting a line for {@link #log(String)} together. */
    boolean logs() {
        return log != null && log.isLoggable(System.Logger.Level.DEBUG);
    }

    void log(String line) {
        if (log != null) {
            log.log(System.Logger.Level.DEBUG, line);
        }
    }
}
