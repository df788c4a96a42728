package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands behind the finish reason may be the cost: an answer that is cut off there is not whole. */
class CutEventTest {
    private static final String ANSWER = """
        data: {"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]}

        """;

    @ParameterizedTest
    @ValueSource(strings = {"d", "data: {\"usa", "data: {\"usage\":{\"cost\":0.5}\n", "data: x", "data:\n"})
    void anEventThatIsCutOffAfterTheFinishReasonIsAnInterruption(String cut) {
        var ended = assertThrows(StreamInterruptedException.class, () -> read(body(ANSWER + cut)));
        assertEquals("Hello", ended.completion().text());

        var broken = assertThrows(
                StreamInterruptedException.class, () -> read(new SequenceInputStream(body(ANSWER + cut), breaking())));
        assertEquals("Hello", broken.completion().text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                ": bye",
                ": bye\n",
                "data: {\"usage\":{\"total_tokens\":3}}",
                "data: {\"usage\":{\"total_tokens\":3}}\n",
                "data: [DONE]",
                "data: [DONE]\n\ndata: {\"usa"
            })
    void anAnswerIsWholeThatEndsBetweenEventsOrLacksTheLastBlankLineOnly(String rest) {
        assertEquals("Hello", read(body(ANSWER + rest)).text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", ": bye"})
    void anAnswerIsWholeWhoseConnectionBreaksBetweenEvents(String rest) {
        assertEquals(
                "Hello",
                read(new SequenceInputStream(body(ANSWER + rest), breaking())).text());
    }

    private static ChatCompletion read(InputStream body) {
        try (var stream = ChatStream.of(body)) {
            while (stream.next() != null) {}
            return stream.completion();
        }
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    private static InputStream breaking() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
    }
}
