package io.github.openrouterjava.chat;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From an event's bytes to a chunk. */
@State(Scope.Thread)
public class DecodeBench {
    @Param({"text", "reasoning", "tool", "logprobs", "usage"})
    public String kind = "text";

    private byte[][] events = {};
    private int next;
    private final WireReader reader = new WireReader();
    private final ChunkDecoder decoder = new ChunkDecoder();

    @Setup
    public void setUp() {
        events = Samples.of(kind);
    }

    /** Every byte is read, as those of a stream's first chunk are. */
    @Benchmark
    public ChatCompletionChunk full() {
        byte[] event = event();
        return reader.chunk(event, 0, event.length);
    }

    /** What differs from the chunk before is read, as of most others. */
    @Benchmark
    public ChatCompletionChunk inStream() {
        byte[] event = event();
        return decoder.decode(event, 0, event.length);
    }

    private byte[] event() {
        return events[next++ & events.length - 1];
    }
}
