package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one tool call.
 *
 * @param content what the model is told
 * @param failure why there is no result; null where there is one
 * @param took how long the tool ran; zero where it did not
 */
public record ToolResult(
        ToolCall call, Content content, @Nullable ToolFailure failure, Duration took) {
    static ToolResult failed(ToolCall call, ToolFailure failure, Duration took) {
        String told = JsonObject.of("error", Json.of(failure.message())).toText();
        return new ToolResult(call, new Content.Text(told), failure, took);
    }

    static ToolResult failed(ToolCall call, ToolFailure.Kind kind, String message, @Nullable Throwable cause) {
        return failed(call, new ToolFailure(kind, message, cause), Duration.ZERO);
    }

    ToolResult took(Duration took) {
        return new ToolResult(call, content, failure, took);
    }

    /** What the model is told, as text. */
    public String text() {
        return content.text();
    }

    /** The message that tells it to the model. */
    public Message.Tool message() {
        return new Message.Tool(content, call.id(), null, JsonObject.EMPTY);
    }
}
