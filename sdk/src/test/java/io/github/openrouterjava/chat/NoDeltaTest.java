package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Some servers stream a message, or a text, where a delta is due: their answer must not look like an empty one. */
class NoDeltaTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "\"delta\":null,"})
    void aMessageInPlaceOfADeltaIsNoChunkAndIsKept(String delta) {
        var end = assertThrows(StreamDecodeException.class, () -> read("""
                data: {"choices":[{"index":0,%s"message":{"content":"Hello"},"finish_reason":"stop"}]}

                data: [DONE]

                """.formatted(delta)));
        assertEquals("Hello", end.completion().text());
        assertTrue(end.getMessage().contains("in place of a delta"), end::getMessage);
    }

    @Test
    void aMessageInTheLastEventThatLacksItsBlankLineIsNoChunkEither() {
        var end = assertThrows(
                StreamDecodeException.class,
                () -> read("data: {\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}"));
        assertEquals("Hello", end.completion().text());
    }

    @Test
    void aTextInPlaceOfADeltaIsNoChunk() {
        var end = assertThrows(StreamDecodeException.class, () -> read("""
                data: {"choices":[{"index":0,"text":"Hello","finish_reason":null}]}

                data: {"choices":[{"index":0,"text":"","finish_reason":"stop"}]}

                """));
        assertTrue(end.getMessage().contains("\"text\":\"Hello\""), end::getMessage);
    }

    @Test
    void anErrorBesideAMessageIsTheError() {
        var end = assertThrows(StreamErrorException.class, () -> read("""
                data: {"error":{"message":"Gone"},"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}

                """));
        assertTrue(end.getMessage().contains("Gone"), end::getMessage);
    }

    @Test
    void aMessageBehindDeltasRepeatsThem() {
        assertEquals("Hello", read("""
                data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}

                data: {"choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}]}

                """).text());
    }

    @Test
    void deltasOfOneChoiceSayNothingOfTheMessageOfAnother() {
        assertThrows(StreamDecodeException.class, () -> read("""
                data: {"choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":"stop"}]}

                data: {"choices":[{"index":1,"message":{"content":"Bye"},"finish_reason":"stop"}]}

                """));
    }

    @Test
    void aTextBesideADeltaSaysTheSame() {
        assertEquals("Hello", read("""
                data: {"choices":[{"index":0,"text":"Hello","delta":{"content":"Hello"},"finish_reason":"stop"}]}

                """).text());
    }

    private static ChatCompletion read(String body) {
        try (var stream = ChatStream.of(new ByteArrayInputStream(body.getBytes(UTF_8)))) {
            while (stream.next() != null) {}
            return stream.completion();
        }
    }
}
