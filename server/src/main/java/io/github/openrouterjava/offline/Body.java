package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** An answer as one JSON body, which comes with the last piece. */
final class Body implements Wire {
    private static final byte[] NONE = {};

    private final Origin origin;
    private final Tally tally;
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder arguments = new StringBuilder();
    private Piece.@Nullable ToolCall toolCall;

    Body(Origin origin) {
        this.origin = origin;
        this.tally = new Tally(origin.promptTokens());
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public byte[] bytes(Piece piece) {
        tally.add(piece);
        switch (piece) {
            case Piece.Processing ignored -> {}
            case Piece.Reasoning(long pause, String more) -> reasoning.append(more);
            case Piece.Text(long pause, String more) -> text.append(more);
            case Piece.ToolCall call -> toolCall = call;
            case Piece.Arguments(long pause, String more) -> arguments.append(more);
            case Piece.Finish finish -> {
                return whole(finish);
            }
        }
        return NONE;
    }

    private byte[] whole(Piece.Finish finish) {
        Json reason = Json.of(finish.reason());
        var writer = new JsonWriter();
        writer.beginObject();
        origin.write(writer, "chat.completion");
        writer.name("system_fingerprint");
        writer.value(JsonNull.NULL);
        writer.name("choices");
        writer.beginArray();
        writer.value(JsonObject.of("index", Json.of(0))
                .with("logprobs", JsonNull.NULL)
                .with("finish_reason", reason)
                .with("native_finish_reason", reason)
                .with("message", message()));
        writer.endArray();
        tally.write(writer, finish);
        writer.endObject();
        return writer.toBytes();
    }

    private JsonObject message() {
        boolean callOnly = toolCall != null && text.isEmpty();
        JsonObject message = JsonObject.of("role", Json.of("assistant"))
                .with("content", callOnly ? JsonNull.NULL : Json.of(text.toString()))
                .with("refusal", JsonNull.NULL);
        if (!reasoning.isEmpty()) {
            message = message.with("reasoning", Json.of(reasoning.toString()))
                    .with("reasoning_details", Events.reasoningDetails(reasoning.toString()));
        }
        if (toolCall != null) {
            message = message.with(
                    "tool_calls",
                    Events.toolCalls(JsonObject.EMPTY, toolCall.id(), toolCall.name(), arguments.toString()));
        }
        return message;
    }
}
