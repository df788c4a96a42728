package io.github.openrouterjava.playback;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;

/** An error as OpenRouter writes it. */
public final class ApiError {
    private ApiError() {}

    /** The error itself, without a member for metadata where there is none. */
    public static JsonObject of(int code, String message, JsonObject metadata) {
        return JsonObject.of("code", Json.of(code))
                .with("message", Json.of(message))
                .with("metadata", metadata.isEmpty() ? null : metadata);
    }

    /** A body of nothing else. */
    public static JsonObject body(int code, String message, JsonObject metadata) {
        return JsonObject.of("error", of(code, message, metadata));
    }

    /** A body of nothing else. */
    public static JsonObject body(int code, String message) {
        return body(code, message, JsonObject.EMPTY);
    }
}
