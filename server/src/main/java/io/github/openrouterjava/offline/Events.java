package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.io.ByteArrayOutputStream;

/** An answer as server-sent events, with OpenRouter's habits. */
final class Events implements Wire {
    private static final byte[] PROCESSING = ": OPENROUTER PROCESSING\n\n".getBytes(UTF_8);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

    private final Origin origin;
    private final Tally tally;
    private boolean first = true;

    Events(Origin origin) {
        this.origin = origin;
        this.tally = new Tally(origin.promptTokens());
    }

    @Override
    public String contentType() {
        return "text/event-stream";
    }

    @Override
    public byte[] bytes(Piece piece) {
        tally.add(piece);
        return switch (piece) {
            case Piece.Processing ignored -> PROCESSING;
            case Piece.Finish finish -> joined(chunk(finish), usage(finish), DONE);
            default -> chunk(piece);
        };
    }

    private byte[] chunk(Piece piece) {
        var writer = new JsonWriter();
        writer.beginObject();
        origin.write(writer, "chat.completion.chunk");
        writer.name("choices");
        writer.beginArray();
        writer.beginObject();
        writer.name("index");
        writer.value(0);
        writer.name("delta");
        writer.beginObject();
        if (first) {
            first = false;
            writer.name("role");
            writer.value("assistant");
        }
        delta(writer, piece);
        writer.endObject();
        Json reason = piece instanceof Piece.Finish finish ? Json.of(finish.reason()) : JsonNull.NULL;
        writer.name("finish_reason");
        writer.value(reason);
        writer.name("native_finish_reason");
        writer.value(reason);
        writer.name("logprobs");
        writer.value(JsonNull.NULL);
        writer.endObject();
        writer.endArray();
        writer.endObject();
        return event(writer);
    }

    private static void delta(JsonWriter writer, Piece piece) {
        writer.name("content");
        writer.value(piece instanceof Piece.Text text ? text.text() : "");
        switch (piece) {
            case Piece.Reasoning(long pause, String text) -> {
                writer.name("reasoning");
                writer.value(text);
                writer.name("reasoning_details");
                writer.value(reasoningDetails(text));
            }
            case Piece.ToolCall(long pause, String id, String name) -> {
                writer.name("tool_calls");
                writer.value(toolCalls(JsonObject.of("index", Json.of(0)), id, name, ""));
            }
            case Piece.Arguments(long pause, String json) -> {
                writer.name("tool_calls");
                writer.value(JsonArray.of(JsonObject.of("index", Json.of(0))
                        .with("function", JsonObject.of("arguments", Json.of(json)))));
            }
            default -> {}
        }
    }

    /** The {@code reasoning_details} of this text. */
    static JsonArray reasoningDetails(String text) {
        return JsonArray.of(JsonObject.of("type", Json.of("reasoning.text"))
                .with("text", Json.of(text))
                .with("format", Json.of("unknown"))
                .with("index", Json.of(0)));
    }

    /** The {@code tool_calls} of one call, its members after those given. */
    static JsonArray toolCalls(JsonObject members, String id, String name, String arguments) {
        return JsonArray.of(members.with("id", Json.of(id))
                .with("type", Json.of("function"))
                .with("function", JsonObject.of("name", Json.of(name)).with("arguments", Json.of(arguments))));
    }

    private byte[] usage(Piece.Finish finish) {
        var writer = new JsonWriter();
        writer.beginObject();
        origin.write(writer, "chat.completion.chunk");
        writer.name("choices");
        writer.beginArray();
        writer.endArray();
        tally.write(writer, finish);
        writer.endObject();
        return event(writer);
    }

    private static byte[] event(JsonWriter writer) {
        return joined("data: ".getBytes(UTF_8), writer.toBytes(), "\n\n".getBytes(UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream(512);
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
