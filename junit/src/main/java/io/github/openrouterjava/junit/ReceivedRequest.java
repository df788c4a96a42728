package io.github.openrouterjava.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;

/**
 * A request that the server has received.
 *
 * @param http as it came, with its key
 */
public record ReceivedRequest(HttpRequest http) {

    /** {@code POST}. */
    public String method() {
        return http.method();
    }

    /** Such as {@code /api/v1/chat/completions}. */
    public String path() {
        return http.uri().getPath();
    }

    /** The headers, the key among them. */
    public Headers headers() {
        return http.headers();
    }

    /**
     * The body as JSON, with all that was sent.
     *
     * @throws AssertionError where it is no JSON object
     */
    public JsonObject body() {
        String text = new String(http.body().bytes(), UTF_8);
        try {
            if (Json.parse(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonException notJson) {
            throw new AssertionError("the body is not JSON: " + text, notJson);
        }
        throw new AssertionError("the body is no JSON object: " + text);
    }

    /**
     * The body as the SDK's own type.
     *
     * @throws JsonException where it is no request for a chat completion
     */
    public ChatRequest chat() {
        return ChatRequest.parse(new String(http.body().bytes(), UTF_8));
    }
}
