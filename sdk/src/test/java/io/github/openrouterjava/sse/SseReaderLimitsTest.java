package io.github.openrouterjava.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseReaderLimitsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: 12345678\n\n",
                "\ufeffdata: 12345678\n\n",
                "data:1234\ndata:567\n\n",
                "data\ndata\rdata: 123456\r\n\r\n"
            })
    void anEventOfTheLimitsSizeIsRead(String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            var reader = new SseReader(Pieces.ofSize(bytes, size), 8);
            assertTrue(reader.next());
            assertEquals(8, reader.to() - reader.from());
            assertFalse(reader.next());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: 123456789\n\n",
                "data: 123456789",
                "\ufeffdata: 123456789\n\n",
                "data:1234\ndata:5678\n\n",
                "data: 1234567890123456789",
                ":56789012345678901\n",
                "data: 1234\n: 8901234567890\n\n",
                "unknown: 890123456789"
            })
    void oneBeyondTheLimitIsRefusedAtEverySplit(String body) throws IOException {
        byte[] bytes = ("data: a\n\n" + body).getBytes(UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            var reader = new SseReader(Pieces.ofSize(bytes, size), 8);
            assertTrue(reader.next(), "what came before is delivered");
            var refusal = assertThrows(SseException.class, reader::next);
            assertEquals(9, refusal.offset());
            assertEquals("an event of more than 8 bytes, the limit, at byte 9", refusal.getMessage());
            assertThrows(SseException.class, reader::next, "and again");
        }
    }

    @Test
    void anEndlessLineIsGivenUpWithBoundedMemory() {
        var endless = new Endless("data: ", "x");
        var reader = new SseReader(endless, 1 << 20);
        assertThrows(SseException.class, reader::next);
        assertTrue(endless.given < 2 << 20);
        assertTrue(reader.data().length < 2 << 20);
    }

    @Test
    void anEndlessEventOfManyLinesIsGivenUp() {
        var endless = new Endless("", "data: x\n");
        var reader = new SseReader(endless, 1 << 20);
        assertThrows(SseException.class, reader::next);
        assertTrue(endless.given < 8 << 20);
        assertTrue(reader.data().length < 2 << 20);
    }

    @Test
    void commentsWithinAnEventTakeNoMemory() throws IOException {
        byte[] body = ("data: a\n" + ": hi\n".repeat(1 << 16) + "data: b\n\n").getBytes(UTF_8);
        var reader = new SseReader(new ByteArrayInputStream(body), 100);
        assertTrue(reader.next());
        assertEquals(1 << 16, reader.comments());
        assertEquals("a\nb", new String(reader.data(), reader.from(), reader.to() - reader.from(), UTF_8));
        assertEquals(8 << 10, reader.data().length);
    }

    @Test
    void eventsThatComeOneByOneNeedNoMoreThanTheFirstBuffer() throws IOException {
        byte[] body = smallEvents();
        assertEquals(2 << 10, bufferAfter(Pieces.ofSize(body, body.length / 10_000)));
    }

    @Test
    void manySmallEventsAtOnceNeedEightKilobytes() throws IOException {
        assertEquals(8 << 10, bufferAfter(new ByteArrayInputStream(smallEvents())));
    }

    private static byte[] smallEvents() {
        return ("data: " + "x".repeat(320) + "\n\n").repeat(10_000).getBytes(UTF_8);
    }

    private static int bufferAfter(InputStream body) throws IOException {
        var reader = new SseReader(body);
        int events = 0;
        while (reader.next()) {
            events++;
            assertEquals(320, reader.to() - reader.from());
        }
        assertEquals(10_000, events);
        return reader.data().length;
    }

    @Test
    void anEventOf20MegabytesIsRead() throws IOException {
        byte[] data = new byte[20 << 20];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (' ' + i % 91);
        }
        byte[] body = ("data: " + new String(data, UTF_8) + "\n\ndata: b\n\n").getBytes(UTF_8);
        for (int size : new int[] {1000, 16 << 10, data.length + 100}) {
            var reader = new SseReader(Pieces.ofSize(body, size));
            assertTrue(reader.next());
            assertArrayEquals(data, Arrays.copyOfRange(reader.data(), reader.from(), reader.to()));
            assertTrue(reader.next());
            assertEquals('b', reader.data()[reader.from()]);
        }
    }

    @Test
    void anEventOf20MegabytesInShortLinesIsRead() throws IOException {
        String line = "data: " + "x".repeat(19) + "\r\n";
        var reader = new SseReader(Pieces.ofSize((line.repeat(1 << 20) + ": hi\r\n\r\n").getBytes(UTF_8), 1460));
        assertTrue(reader.next());
        assertEquals((20 << 20) - 1, reader.to() - reader.from());
        assertFalse(reader.next());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MAX_VALUE})
    void aLimitThatCannotBeIsRefused(int limit) {
        assertThrows(IllegalArgumentException.class, () -> new SseReader(InputStream.nullInputStream(), limit));
    }

    /** A body without an end. */
    private static final class Endless extends InputStream {
        private final byte[] start;
        private final byte[] again;
        private long given;

        Endless(String start, String again) {
            this.start = start.getBytes(UTF_8);
            this.again = again.getBytes(UTF_8);
        }

        @Override
        public int read() {
            throw new AssertionError("one byte at a time");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                target[i] = given < start.length
                        ? start[(int) given]
                        : again[(int) ((given - start.length) % again.length)];
                given++;
            }
            return length;
        }
    }
}
