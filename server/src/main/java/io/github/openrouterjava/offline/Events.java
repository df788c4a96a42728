package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** An answer as server-sent events, with OpenRouter's habits. */
final class Events implements Wire {
    private static final byte[] NONE = {};
    private static final byte[] PROCESSING = ": OPENROUTER PROCESSING\n\n".getBytes(UTF_8);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(UTF_8);

    private final Origin origin;
    private final Tally tally;
    private boolean first = true;
    private int calls;

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
            case Piece.Silence ignored -> NONE;
            case Piece.Break ignored -> NONE;
            case Piece.Raw(long pause, String data) -> raw(data);
            case Piece.Half ignored -> half();
            case Piece.Malformed ignored -> joined(half(), "\n\n".getBytes(UTF_8));
            case Piece.Failure(long pause, JsonObject error) -> failure(error);
            case Piece.Finish finish -> joined(chunk(finish), usage(finish), DONE);
            default -> chunk(piece);
        };
    }

    /** The first half of a chunk without content. */
    private byte[] half() {
        byte[] whole = chunk(new Piece.Text(0, ""));
        return Arrays.copyOf(whole, whole.length / 2);
    }

    private static byte[] raw(String data) {
        var event = new StringBuilder();
        for (String line : data.split("\\R", -1)) {
            event.append("data: ").append(line).append('\n');
        }
        return event.append('\n').toString().getBytes(UTF_8);
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

    private void delta(JsonWriter writer, Piece piece) {
        writer.name("content");
        writer.value(piece instanceof Piece.Text text ? text.text() : "");
        switch (piece) {
            case Piece.Reasoning(long pause, String text) -> {
                writer.name("reasoning");
                writer.value(text);
                writer.name("reasoning_details");
                writer.value(reasoningDetails(text));
            }
            case Piece.ToolCall(long pause, String name) -> {
                writer.name("tool_calls");
                writer.value(JsonArray.of(toolCall(JsonObject.of("index", Json.of(calls++)), name, "")));
            }
            case Piece.Arguments(long pause, String json) -> {
                writer.name("tool_calls");
                writer.value(JsonArray.of(JsonObject.of("index", Json.of(calls - 1))
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

    /** A call with an id of its own, its members after those given. */
    static JsonObject toolCall(JsonObject members, String name, String arguments) {
        return members.with("id", Json.of("call_" + Origin.random(24)))
                .with("type", Json.of("function"))
                .with("function", JsonObject.of("name", Json.of(name)).with("arguments", Json.of(arguments)));
    }

    /** An error as OpenRouter reports it once the status has been sent. */
    private byte[] failure(JsonObject error) {
        var writer = new JsonWriter();
        writer.beginObject();
        origin.write(writer, "chat.completion.chunk");
        writer.name("error");
        writer.value(error);
        writer.name("choices");
        writer.value(JsonArray.of(JsonObject.of("index", Json.of(0))
                .with("delta", JsonObject.of("content", Json.of("")))
                .with("finish_reason", Json.of("error"))));
        writer.endObject();
        return event(writer);
    }

    private byte[] usage(Piece.Finish finish) {
        var writer = new JsonWriter();
        writer.beginObject();
        origin.write(writer, "chat.completion.chunk");
        writer.name("choices");
        writer.beginArray();
        writer.endArray();
        writer.name("usage");
        writer.value(tally.usage(finish.usage()));
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
