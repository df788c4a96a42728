package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An answer as one JSON body, which comes with the last piece. */
final class Body implements Wire {
    private static final byte[] NONE = {};

    private final Origin origin;
    private final Tally tally;
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<Call> calls = new ArrayList<>();
    private final StringBuilder raw = new StringBuilder();
    private boolean malformed;

    private record Call(String name, StringBuilder arguments) {}

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
            case Piece.Silence ignored -> {}
            case Piece.Break ignored -> {}
            case Piece.Reasoning(long pause, String more) -> reasoning.append(more);
            case Piece.Text(long pause, String more) -> text.append(more);
            case Piece.ToolCall(long pause, String name) -> calls.add(new Call(name, new StringBuilder()));
            case Piece.Arguments(long pause, String more) ->
                calls.getLast().arguments.append(more);
            case Piece.Malformed ignored -> malformed = true;
            case Piece.Raw(long pause, String data) -> {
                if (data.equals(Piece.Raw.DONE)) {
                    return whole(new Piece.Finish(0, "stop"));
                }
                raw.append(data);
            }
            case Piece.Half ignored -> {
                return half(whole(new Piece.Finish(0, "stop")));
            }
            case Piece.Failure(long pause, JsonObject error) -> {
                return JsonObject.of("error", error).toBytes();
            }
            case Piece.Finish finish -> {
                return malformed ? rest(whole(finish)) : whole(finish);
            }
        }
        return NONE;
    }

    private static byte[] half(byte[] whole) {
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /** The other half, which no client takes for a body that broke off. */
    private static byte[] rest(byte[] whole) {
        return Arrays.copyOfRange(whole, whole.length / 2, whole.length);
    }

    /** What was given as it is stands for all else. */
    private byte[] whole(Piece.Finish finish) {
        return raw.isEmpty() ? completion(finish) : raw.toString().getBytes(UTF_8);
    }

    private byte[] completion(Piece.Finish finish) {
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
        writer.name("usage");
        writer.value(tally.usage(finish.usage()));
        writer.endObject();
        return writer.toBytes();
    }

    private JsonObject message() {
        boolean callsOnly = !calls.isEmpty() && text.isEmpty();
        JsonObject message = JsonObject.of("role", Json.of("assistant"))
                .with("content", callsOnly ? JsonNull.NULL : Json.of(text.toString()))
                .with("refusal", JsonNull.NULL);
        if (!reasoning.isEmpty()) {
            message = message.with("reasoning", Json.of(reasoning.toString()))
                    .with("reasoning_details", Events.reasoningDetails(reasoning.toString()));
        }
        if (!calls.isEmpty()) {
            message = message.with(
                    "tool_calls",
                    new JsonArray(calls.stream()
                            .<Json>map(call -> Events.toolCall(JsonObject.EMPTY, call.name, call.arguments.toString()))
                            .toList()));
        }
        return message;
    }
}
