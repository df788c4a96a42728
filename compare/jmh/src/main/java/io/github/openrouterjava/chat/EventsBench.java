package io.github.openrouterjava.chat;

import java.io.ByteArrayInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What reading an answer of a thousand chunks as events costs more than reading its chunks. */
@State(Scope.Thread)
public class EventsBench {
    private static final int CHUNKS = 1000;

    /** Text with some reasoning before it, or with the pieces of a tool call behind it, half of all. */
    @Param({"text", "tool"})
    public String answer = "";

    private byte[] body = {};

    @Setup
    public void setUp() {
        body = Samples.body(answer.equals("text") ? Samples.answer(CHUNKS) : Samples.answerWithCall(CHUNKS));
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public ChatCompletion chunks() {
        try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body))) {
            long length = 0;
            for (ChatCompletionChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
                length += chunk.text().length();
            }
            return checked(stream.completion(), length);
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHUNKS)
    public ChatCompletion events() {
        try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body))) {
            ChatEvents events = ChatEvents.of(stream);
            long length = 0;
            for (ChatEvent event = events.next(); event != null; event = events.next()) {
                length += event instanceof ChatEvent.Text(String text) ? text.length() : 0;
            }
            return checked(stream.completion(), length);
        }
    }

    private static ChatCompletion checked(ChatCompletion completion, long length) {
        if (completion.text().length() != length) {
            throw new IllegalStateException("text was lost");
        }
        return completion;
    }
}
