package io.github.openrouterjava.chat;

import io.github.openrouterjava.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What each chunk of an answer of a thousand costs. */
@State(Scope.Thread)
public class StreamBench {
    private static final int CHUNKS = 1000;

    private byte[] body = {};
    private List<ChatCompletionChunk> chunks = List.of();

    @Setup
    public void setUp() {
        List<byte[]> events = Samples.answer(CHUNKS);
        body = Samples.body(events);
        chunks = events.stream()
                .map(event -> WireReader.document(event, ChatCompletionChunk::read))
                .toList();
    }

    /** Finding the events, which are passed over. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public long events() throws IOException {
        var events = new SseReader(new ByteArrayInputStream(body));
        long bytes = 0;
        while (events.next()) {
            bytes += events.to() - events.from();
        }
        return bytes;
    }

    /** Merging chunks that are there already. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public ChatCompletion merging() {
        var progress = new Progress();
        progress.begin(0);
        for (ChatCompletionChunk chunk : chunks) {
            progress.add(chunk, null, Progress.hasContent(chunk), 0, 0);
        }
        return progress.completion(null);
    }

    /** All that a stream does: events, chunks, merging, and how it ends. */
    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public ChatCompletion whole() {
        try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body))) {
            long length = 0;
            for (ChatCompletionChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                length += chunk.text().length();
            }
            ChatCompletion completion = stream.completion();
            if (completion.text().length() != length) {
                throw new IllegalStateException("text was lost");
            }
            return completion;
        }
    }
}
