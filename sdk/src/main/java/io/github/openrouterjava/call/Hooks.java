package io.github.openrouterjava.call;

import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Code of the user's that sees every attempt, on the calling thread; what it throws ends the call.
 *
 * @param beforeRequest sees the request as it will be sent, credentials included, and may give another in its place
 * @param afterResponse sees the answer's status and headers as soon as they are there
 */
public record Hooks(UnaryOperator<HttpRequest> beforeRequest, BiConsumer<HttpRequest, HttpResponseHead> afterResponse) {
    public static final Hooks NONE = new Hooks(request -> request, (request, head) -> {});
}
