package io.github.openrouterjava.call;

import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.RequestBodyException;
import io.github.openrouterjava.http.UnreadableBodyException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/** What is thrown for a request that was not answered, or answered by a no. Not loaded, nor what it makes, before that. */
record Failures(HttpRequest request, Secrets secrets) {
    OpenRouterException noAnswer(IOException failure) {
        boolean answered = failure instanceof UnreadableBodyException;
        boolean unsent = failure instanceof RequestBodyException;
        String message = unsent
                ? "Not sent: " + failure.getMessage()
                : answered
                        ? "Refused: " + failure.getMessage()
                        : "No answer from " + HttpRequest.place(request.uri()) + ": " + failure.getMessage()
                                + ". Check the network and the base URL";
        return new ConnectionException(secrets.mask(message), failure, !answered && !unsent);
    }

    /** The API's error that this head and body are, with a hint at what to do. */
    OpenRouterException refused(HttpResponseHead head, byte[] bytes) {
        ErrorBody body = body(bytes);
        Headers headers = head.headers();
        return new ApiException(
                head.status(),
                body,
                hint(head, body),
                RetryAfter.of(headers, body, Instant.now()),
                headers.first("x-generation-id"));
    }

    private ErrorBody body(byte[] bytes) {
        try {
            return ErrorBody.of(secrets.mask(Json.parse(bytes)));
        } catch (JsonException notJson) {
            return ErrorBody.of(secrets.mask(new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    private String hint(HttpResponseHead head, ErrorBody body) {
        return switch (head.status()) {
            case 401 ->
                request.headers().first("authorization") == null
                        ? "No key was sent: set OPENROUTER_API_KEY"
                        : "Set OPENROUTER_API_KEY to a valid key, see https://openrouter.ai/settings/keys";
            case 402 -> "Add credits at https://openrouter.ai/settings/credits";
            case 404, 405 ->
                body.json() != null
                        ? "Check the model's name and the base URL " + base()
                        : "Check the base URL " + base()
                                + ": OpenRouter's is https://openrouter.ai/api/v1, others mostly" + " end in /v1";
            case 301, 302, 303, 307, 308 ->
                "Redirects are not followed: set the base URL to where it leads, "
                        + secrets.mask(Objects.requireNonNullElse(
                                head.headers().first("location"), "which the server does not say"));
            case 429 -> "Wait, or ask for another model";
            case 500, 502, 503, 504, 524, 529 -> "Try again later, or ask for another model";
            default -> body.message().contains("odel") ? "Models are listed at https://openrouter.ai/models" : "";
        };
    }

    private String base() {
        return secrets.mask(HttpRequest.shown(request.uri()).replaceFirst("/chat/completions$", ""));
    }
}
