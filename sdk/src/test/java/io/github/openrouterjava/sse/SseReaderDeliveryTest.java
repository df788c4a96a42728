package io.github.openrouterjava.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When events come, what happens where the stream breaks, and what is told besides. */
class SseReaderDeliveryTest {

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\ndata: b\n\n", "data: a\r\rdata: b\r\r", "data: a\r\n\r\ndata: b\r\n\r"})
    void nothingIsReadWhileAnEventIsComplete(String received) throws IOException {
        var reader = new SseReader(Pieces.thenBroken(bytes(received)));
        assertEquals("a", next(reader));
        assertEquals("b", next(reader));
        assertThrows(IOException.class, reader::next);
    }

    @Test
    void aLineFeedAfterADispatchedCarriageReturnEndsNoSecondLine() throws IOException {
        var reader = new SseReader(Pieces.of(bytes("data: a\r\n\r"), bytes("\ndata: b\r"), bytes("\ndata: c\r\n\r\n")));
        assertEquals("a", next(reader));
        assertEquals("b\nc", next(reader));
        assertFalse(reader.next());
    }

    @Test
    void aReaderGoesOnAfterAnExceptionWhereItWas() throws IOException {
        InputStream broken = Pieces.thenBroken(bytes("event: e\ndata: a\nda"));
        InputStream in = new InputStream() {
            private InputStream now = broken;

            @Override
            public int read() {
                throw new AssertionError();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                try {
                    return now.read(target, offset, length);
                } catch (IOException e) {
                    now = Pieces.of(bytes("ta: b\n\n"));
                    throw e;
                }
            }
        };
        var reader = new SseReader(in);
        assertThrows(IOException.class, reader::next);
        assertEquals("a\nb", next(reader));
        assertEquals("e", reader.event());
    }

    @Test
    void afterTheEndNothingIsReadAgain() throws IOException {
        var body = Pieces.of(bytes("data: [DONE]"));
        var reader = new SseReader(body);
        assertFalse(reader.pending());
        assertFalse(reader.next());
        assertTrue(reader.pending());
        assertFalse(reader.next());
        assertEquals("[DONE]", text(reader));
        assertEquals(1, body.timesEnded);
    }

    @Test
    void anEventInTheMiddleIsNotPending() throws IOException {
        var reader = new SseReader(Pieces.of(bytes("data: a\n\n")));
        assertEquals("a", next(reader));
        assertFalse(reader.pending());
        assertFalse(reader.next());
        assertFalse(reader.pending());
    }

    @Test
    void offsetsCountFromTheBodysStart() throws IOException {
        var reader = new SseReader(
                Pieces.ofSize(bytes("\ufeff: hi\r\n\r\ndata: ä\r\n\r\nevent: x\ndata: b\ndata: c\n\n"), 3));
        assertEquals("ä", next(reader));
        assertEquals(11, reader.eventOffset());
        assertEquals("b\nc", next(reader));
        assertEquals(32, reader.eventOffset());
        assertFalse(reader.next());
        assertEquals(49, reader.bytes());
    }

    @Test
    void aForeignBodyIsShown() throws IOException {
        var reader = new SseReader(Pieces.of(bytes("<html>\r\n<b>502 Bad Gateway</b>\n</html>")));
        assertFalse(reader.next());
        assertFalse(reader.pending());
        assertEquals(3, reader.ignoredLines());
        assertEquals("<html>", reader.firstIgnoredLine());
    }

    @Test
    void theExcerptOfAForeignLineIsBoundedAndText() throws IOException {
        assertNull(firstIgnored(bytes("data: a\n\n: b\n")));
        assertEquals("x".repeat(500), firstIgnored(bytes("x".repeat(501))));
        assertEquals("日".repeat(500), firstIgnored(bytes("日".repeat(9000) + "\n")));
        assertEquals("x" + "😀".repeat(249), firstIgnored(bytes("x" + "😀".repeat(400))));
        assertEquals("a\ufffdb", firstIgnored(new byte[] {'a', (byte) 0xff, 'b', '\n'}));
    }

    private static String firstIgnored(byte[] body) throws IOException {
        var reader = new SseReader(Pieces.of(body));
        while (reader.next()) {}
        return reader.firstIgnoredLine();
    }

    private static String next(SseReader reader) throws IOException {
        assertTrue(reader.next());
        return text(reader);
    }

    private static String text(SseReader reader) {
        return new String(reader.data(), reader.from(), reader.to() - reader.from(), UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
