package io.github.openrouterjava.server;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;

/** A request that is answered by an error. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** A 400 that names the member at fault. */
    static Refusal of(String member, String problem) {
        return new Refusal(400, member + ": " + problem);
    }

    int status() {
        return status;
    }

    /** The error as OpenRouter writes it. */
    byte[] body() {
        JsonObject error =
                JsonObject.of("code", Json.of(status)).with("message", Json.of(String.valueOf(getMessage())));
        return JsonObject.of("error", error).toBytes();
    }
}
