package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.error.ErrorBody;
import io.github.openrouterjava.fuzz.FuzzInput;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Any JSON object is a chunk, a completion and a message, each written back as the same JSON; all else is refused. */
public final class ChunkFuzz {
    private ChunkFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 4 << 10);
        String text = new String(chosen.content(), UTF_8);
        Json json = orNull(text, Json::parse);
        ChatCompletionChunk chunk = orNull(text, ChatCompletionChunk::parse);
        ChatCompletion completion = orNull(text, ChatCompletion::parse);
        Message message = orNull(text, Message::parse);
        ErrorBody error = ErrorBody.of(text);
        error.retryable(200);
        error.retryAfter();
        error.summary();
        assertEquals(json instanceof JsonObject, chunk != null);
        assertEquals(json instanceof JsonObject, completion != null);
        assertEquals(json != null, message != null);
        if (json != null) {
            ErrorBody.isError(json);
            Deviation.inChunk(json);
            Deviation.inCompletion(json);
            Deviation.inError(json);
            comesBack(json, message, Message::parse);
        }
        var decoder = new ChunkDecoder();
        var used = new WireReader();
        text.lines().forEach(line -> {
            ChatCompletionChunk whole = orNull(line, event -> decoded(new WireReader()::chunk, event));
            assertEquals(whole, orNull(line, event -> decoded(decoder::decode, event)), "by what has changed");
            assertEquals(whole, orNull(line, event -> decoded(used::chunk, event)), "by a reader that has read others");
        });
        if (chunk != null && completion != null) {
            comesBack(json, chunk, ChatCompletionChunk::parse);
            comesBack(json, completion, ChatCompletion::parse);
            byte[] bytes = ("\"" + text + "\"").getBytes(UTF_8);
            assertEquals(chunk, new WireReader().chunk(bytes, 1, bytes.length - 1), "a slice reads as the whole");
            look(chunk);
            look(completion);
        }
    }

    private interface Decode {
        ChatCompletionChunk decode(byte[] bytes, int from, int to);
    }

    private static ChatCompletionChunk decoded(Decode decode, String event) {
        byte[] bytes = event.getBytes(UTF_8);
        return decode.decode(bytes, 0, bytes.length);
    }

    private static <T extends Wire> void comesBack(Json json, T value, Function<String, T> parse) {
        SameJson.assertSame(json, value.toTree());
        T again = parse.apply(value.toJson());
        assertEquals(value.toJson(), again.toJson(), "what was written is read as it is");
        assertEquals(value, parse.apply(json.toText()));
        assertEquals(value.hashCode(), parse.apply(json.toText()).hashCode());
        value.toString();
    }

    private static void look(ChatCompletionChunk chunk) {
        Progress.hasContent(chunk);
        Progress.hasAnswer(chunk);
        chunk.text();
        chunk.reasoning();
        if (chunk.usage() != null && chunk.usage().cost() != null) {
            assertTrue(
                    chunk.usage().cost().toBigDecimal().toPlainString().length() < 5000, "an amount that can be shown");
        }
        for (var choice : chunk.choices()) {
            choice.delta().text();
            choice.delta().reasoningText();
        }
    }

    private static void look(ChatCompletion completion) {
        completion.text();
        completion.reasoning();
        completion.toolCalls();
        completion.failed();
        completion.finishReason();
    }

    private static <T> @Nullable T orNull(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (JsonException refused) {
            return null;
        }
    }
}
