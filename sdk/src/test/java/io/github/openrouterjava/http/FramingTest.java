package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    private static final String CHUNKS =
            "5\r\nhello\r\n001;name=\"a;b\"\r\n,\r\nA \t\r\n0123456789\r\n0\r\nX: y\r\n\r\n";

    private final ByteArrayOutputStream given = new ByteArrayOutputStream();

    private String read(Body body, int length) throws IOException {
        byte[] to = new byte[length];
        for (int n = 0; n >= 0; n = body.read(to, 0, length, Exchange.NEVER)) {
            given.write(to, 0, n);
        }
        assertTrue(body.ended());
        assertEquals(-1, body.read(to, 0, length, Exchange.NEVER));
        return given.toString(ISO_8859_1);
    }

    private static ChunkedBody chunked(String text, int atOnce) {
        return new ChunkedBody(Pieces.received(text.getBytes(ISO_8859_1), atOnce));
    }

    @Test
    void chunksAreJoinedHoweverTheyCome() throws Exception {
        for (int atOnce = 1; atOnce <= CHUNKS.length(); atOnce++) {
            for (int length : new int[] {1, 3, 16, 5000}) {
                given.reset();
                assertEquals("hello,0123456789", read(chunked(CHUNKS, atOnce), length));
            }
        }
    }

    @Test
    void allChunksThatAreThereComeInOneRead() throws Exception {
        var body = chunked(CHUNKS, 1000);
        byte[] to = new byte[100];
        assertEquals(16, body.read(to, 0, 100, Exchange.NEVER));
        assertTrue(body.ended());
    }

    @Test
    void largeChunkIsWhole() throws Exception {
        String data = "0123456789".repeat(10_000);
        String text = Integer.toHexString(data.length()) + "\r\n" + data + "\r\n0\r\n\r\n";
        for (int length : new int[] {100, 4096, 200_000}) {
            given.reset();
            assertEquals(data, read(chunked(text, 1 << 20), length));
        }
    }

    @Test
    void lineFeedsAloneEndLines() throws Exception {
        assertEquals("hello", read(chunked("5\nhello\n0\n\n", 100), 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\n",
                "-1\r\n",
                "0x5\r\nhello\r\n",
                " 5\r\nhello\r\n",
                ";a\r\n",
                "5\rhello",
                "8000000000000000\r\n",
                "10000000000000005\r\n",
                "fffffffffffffffffffff\r\n",
            })
    void sizeThatIsNoneIsRefused(String text) {
        assertThrows(ProtocolException.class, () -> read(chunked(text, 100), 100));
        assertThrows(ProtocolException.class, () -> read(chunked(text, 1), 100));
    }

    @Test
    void largestSizeIsASize() {
        var failure = assertThrows(IOException.class, () -> read(chunked("7fffffffffffffff\r\nabc", 100), 100));
        assertEquals(
                "the connection ended " + (Long.MAX_VALUE - 3) + " bytes short of a chunk's end", failure.getMessage());
        assertEquals("abc", given.toString(ISO_8859_1));
    }

    @Test
    void dataBeforeAnInvalidFrameIsGiven() {
        assertThrows(ProtocolException.class, () -> read(chunked("5\r\nhelloo\r\n", 100), 100));
        assertEquals("hello", given.toString(ISO_8859_1));
    }

    @Test
    void endlessLinesAreRefused() {
        String endless = "x".repeat(100_000);
        assertThrows(ProtocolException.class, () -> read(chunked("5;" + endless, 1000), 100));
        assertThrows(ProtocolException.class, () -> read(chunked("0".repeat(100_000), 1000), 100));
        assertThrows(ProtocolException.class, () -> read(chunked("0\r\n" + endless, 1000), 100));
        assertThrows(ProtocolException.class, () -> read(chunked("0\r\n" + "a: b\r\n".repeat(20_000), 1000), 100));
    }

    @Test
    void cutChunksAreNotTheEnd() {
        for (int length = 0; length < CHUNKS.length(); length++) {
            String cut = CHUNKS.substring(0, length);
            given.reset();
            assertThrows(IOException.class, () -> read(chunked(cut, 7), 100));
            assertTrue("hello,0123456789".startsWith(given.toString(ISO_8859_1)));
            assertEquals(length >= 5, given.size() > 1, cut);
        }
    }

    @Test
    void mangledChunksAreNeverMoreThanRefused() {
        var random = new Random(7);
        for (int i = 0; i < 30_000; i++) {
            byte[] mangled = Pieces.mangle(CHUNKS.getBytes(ISO_8859_1), random);
            given.reset();
            try {
                var body = new ChunkedBody(Pieces.received(mangled, 1 + random.nextInt(60)));
                read(body, 1 + random.nextInt(30));
            } catch (IOException refused) {
                assertTrue(given.size() <= mangled.length);
            }
        }
    }

    private static Body body(String fields) throws IOException {
        String[] namesAndValues = fields.isEmpty() ? new String[0] : fields.split("[:;] ?");
        var head = new HttpResponseHead(200, Headers.of(namesAndValues));
        return Framing.body("POST", head, Pieces.received("hello".getBytes(ISO_8859_1), 100), false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|UntilCloseBody",
                "Content-Length: 5|LengthBody",
                "content-length: 5, 5|LengthBody",
                "Content-Length: 5; Content-Length: 05|LengthBody",
                "Transfer-Encoding: Chunked|ChunkedBody",
                "Content-Encoding: identity; Content-Length: 5|LengthBody",
            })
    void bodyEndsAsItsHeadSays(String fields, String kind) throws Exception {
        assertEquals(kind, body(fields).getClass().getSimpleName());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 5; Transfer-Encoding: chunked|it has both a Transfer-Encoding and a Content-Length",
                "Content-Length: 5; Content-Length: 6|it has several lengths that differ",
                "Content-Length: 5, 6|it has several lengths that differ",
                "Content-Length: -5|its Content-Length is no length",
                "Content-Length: +5|its Content-Length is no length",
                "Content-Length: 5 5|its Content-Length is no length",
                "Content-Length: 5,|its Content-Length is no length",
                "Content-Length: 9223372036854775808|its Content-Length is no length",
                "Transfer-Encoding: gzip, chunked|its body is transferred as gzip, chunked",
                "Transfer-Encoding: chunked; Transfer-Encoding: chunked|its body is transferred as chunked,chunked",
                "Transfer-Encoding: identity|its body is transferred as identity",
                "Content-Encoding: br|its body is coded as br, which was not asked for",
            })
    void framingInDoubtIsRefused(String fields, String message) {
        assertEquals(
                message, assertThrows(IOException.class, () -> body(fields)).getMessage());
    }

    @Test
    void shortBodyTellsHowMuchIsMissing() throws Exception {
        var body = body("Content-Length: 101");
        var failure = assertThrows(IOException.class, () -> read(body, 100));
        assertEquals("the connection ended 96 bytes short", failure.getMessage());
        assertEquals("hello", given.toString(ISO_8859_1));
    }
}
