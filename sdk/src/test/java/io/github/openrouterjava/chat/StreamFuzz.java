package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.EndPolicy;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.fuzz.FuzzInput;
import io.github.openrouterjava.http.RequestBody;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;

/** Any body, cut anywhere, comes to the same one end with the same chunks, and nothing of their text is lost. */
public final class StreamFuzz {
    private static final int PEEKS = 40;

    private StreamFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 8 << 10);
        CallOptions options = RecordedExchange.OPTIONS
                .endPolicy(EndPolicy.values()[chosen.option() >> 1 & 3])
                .maxEventBytes((chosen.option() & 8) == 0 ? 32 << 20 : 200);
        boolean breaks = (chosen.option() & 1) != 0;
        Outcome whole = outcome(chosen.whole(), options, breaks, 0);
        assertEquals(whole, outcome(chosen.inPieces(), options, breaks, PEEKS));
    }

    /** All that a user can learn of a stream, its times aside. */
    private record Outcome(List<ChatCompletionChunk> chunks, StreamEnd end, String failure, String completion) {}

    private static Outcome outcome(InputStream body, CallOptions options, boolean breaks, int peeks) {
        InputStream in = breaks ? new SequenceInputStream(body, new Broken()) : body;
        var stream = new ChatStream(RecordedExchange.caller(in), RequestBody.NONE, options, null);
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        String failure = "";
        try (stream) {
            for (var chunk = stream.next(); chunk != null; chunk = stream.next()) {
                chunks.add(chunk);
                if (chunks.size() <= peeks) {
                    comesBack(stream.completion()); // looking at what has come so far changes nothing
                }
            }
            assertEquals(StreamEnd.COMPLETE, stream.end());
        } catch (OpenRouterException end) {
            failure = end.getClass().getSimpleName() + ": " + end.getMessage();
            assertSame(end, assertThrows(OpenRouterException.class, stream::next));
            assertNotEquals(StreamEnd.COMPLETE, stream.end());
            if (end instanceof StreamException partial) {
                comesBack(partial.completion());
            }
        }
        assertNotEquals(StreamEnd.OPEN, stream.end());
        assertNotEquals(StreamEnd.CANCELLED, stream.end());
        ChatCompletion completion = stream.completion();
        assertEquals(completion.toJson(), stream.completion().toJson(), "merged is merged");
        comesBack(completion);
        nothingIsLost(chunks, completion);
        return new Outcome(chunks, stream.end(), failure, completion.toJson());
    }

    private static void comesBack(ChatCompletion completion) {
        Json json = completion.toTree();
        try {
            SameJson.assertSame(json, ChatCompletion.parse(json.toText()).toTree());
        } catch (JsonException e) {
            assertTrue(e.problem().startsWith("nested deeper"), e::getMessage); // an error that was an event itself
        }
        completion.toString();
    }

    private static void nothingIsLost(List<ChatCompletionChunk> chunks, ChatCompletion completion) {
        for (ChatCompletion.Choice choice : completion.choices()) {
            var text = new StringBuilder();
            var refusal = new StringBuilder();
            int arguments = 0;
            for (ChatCompletionChunk chunk : chunks) {
                for (ChatCompletionChunk.Choice piece : chunk.choices()) {
                    if ((piece.index() == null ? 0 : piece.index()) != choice.index()) {
                        continue;
                    }
                    text.append(piece.delta().text());
                    refusal.append(
                            piece.delta().refusal() == null ? "" : piece.delta().refusal());
                    arguments += piece.delta().toolCalls().stream()
                            .mapToInt(call -> call.arguments().length())
                            .sum();
                }
            }
            Message.Assistant message = choice.message();
            assertEquals(text.toString(), message.text());
            assertEquals(refusal.toString(), message.refusal() == null ? "" : message.refusal());
            if (completion.delivery().end() != StreamEnd.COMPLETE) {
                assertEquals(
                        arguments,
                        message.toolCalls().stream()
                                .mapToInt(call -> call.arguments().length())
                                .sum());
            }
        }
    }

    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the connection broke");
        }
    }
}
