package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.Assert;
import org.testng.annotations.Test;

/** The publisher of a stream's chunks against the rules of reactive streams. */
@Test
public class PublisherTckTest extends FlowPublisherVerification<ChatCompletionChunk> {
    private static final byte[] CHUNK = Wires.text("Hello").getBytes(UTF_8);
    private static final byte[] DONE = Wires.DONE.getBytes(UTF_8);

    public PublisherTckTest() {
        super(new TestEnvironment(5000, 20), 300);
    }

    @Override
    public Flow.Publisher<ChatCompletionChunk> createFlowPublisher(long elements) {
        return ChatStream.of(new Answer(elements)).publisher();
    }

    @Override
    public Flow.Publisher<ChatCompletionChunk> createFailedFlowPublisher() {
        ChatStream failed = ChatStream.of(new ByteArrayInputStream(new byte[0]));
        Assert.assertThrows(StreamInterruptedException.class, failed::next);
        return failed.publisher();
    }

    @Override
    public long maxElementsFromPublisher() {
        return Long.MAX_VALUE - 1;
    }

    /** So many chunks, made as they are read. */
    private static final class Answer extends InputStream {
        private long left;
        private byte[] event = {};
        private int at;
        private boolean done;

        Answer(long chunks) {
            left = chunks;
        }

        @Override
        public int read() {
            if (at == event.length) {
                if (done) {
                    return -1;
                }
                done = left-- == 0;
                event = done ? DONE : CHUNK;
                at = 0;
            }
            return event[at++];
        }
    }
}
