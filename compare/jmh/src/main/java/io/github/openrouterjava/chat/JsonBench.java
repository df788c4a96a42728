package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonLimits;
import io.github.openrouterjava.json.JsonReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** JSON without types, and the JSON of requests and chunks. */
@State(Scope.Thread)
public class JsonBench {
    private final byte[][] events = Samples.of("text");
    private final ChatCompletionChunk chunk = WireReader.document(events[0], ChatCompletionChunk::read);
    private final Json tree = Json.parse(events[0]);
    private final ChatRequest request = ChatRequest.of(
                    "example/river-2-large",
                    Message.system("Answer in the language of the question, in one sentence, and name your source."),
                    Message.user("How deep is the river below the second bridge, and who has measured it?"))
            .temperature(0.2)
            .maxTokens(200)
            .reasoning(new ReasoningOptions().effort(Effort.LOW));
    private int next;

    /** Checks each byte of a chunk and keeps nothing. */
    @Benchmark
    public int skip() {
        byte[] event = event();
        var reader = new JsonReader(event, 0, event.length, JsonLimits.DEFAULT);
        reader.skip();
        return reader.position();
    }

    @Benchmark
    public Json parse() {
        return Json.parse(event());
    }

    @Benchmark
    public byte[] writeTree() {
        return tree.toBytes();
    }

    @Benchmark
    public String writeChunk() {
        return chunk.toJson();
    }

    @Benchmark
    public String writeRequest() {
        return request.toJson();
    }

    private byte[] event() {
        return events[next++ & events.length - 1];
    }
}
