package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {
    private static HttpResponseHead parse(String text) throws IOException {
        return parse(text, Integer.MAX_VALUE);
    }

    private static HttpResponseHead parse(String text, int atOnce) throws IOException {
        var in = Pieces.received(text.getBytes(ISO_8859_1), atOnce);
        var parser = new HeadParser();
        while (!parser.parse(in)) {
            if (in.fill(Exchange.NEVER) < 0) {
                return new HttpResponseHead(-1, Headers.NONE);
            }
        }
        return parser.head();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 200 OK;A: b;;|200 A: b",
                "HTTP/1.1 200;A: b;;|200 A: b",
                "HTTP/1.1 200 ;A: b;;|200 A: b",
                "HTTP/1.0 599 Odd: reason;;|599",
                "HTTP/1.1 200 OK;A:b;;|200 A: b",
                "HTTP/1.1 200 OK;A:   b c  ;;|200 A: b c",
                "HTTP/1.1 200 OK;A:;;|200 A:",
                "HTTP/1.1 200 OK;A: b:c;B: d;;|200 A: b:c, B: d",
                "HTTP/1.1 200 OK;A: b; c;   d;B: e;;|200 A: b c d, B: e",
            })
    void headIsReadWithEitherLineEnd(String lines, String expected) throws Exception {
        for (String lineEnd : new String[] {"\r\n", "\n"}) {
            String text = lines.replace(";", lineEnd);
            for (int atOnce : new int[] {1, 2, 7, 1000}) {
                var head = parse(text, atOnce);
                assertEquals(expected, (head.status() + " " + lines(head.headers())).strip());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";;",
                "HTTP/2 200 OK;;",
                "HTTP/1.1  200 OK;;",
                "HTTP/1.1 20 OK;;",
                "HTTP/1.1 2000 OK;;",
                "HTTP/1.1 099 OK;;",
                "HTTP/1.1 20x OK;;",
                "http/1.1 200 OK;;",
                "ICY 200 OK;;",
                "<html>;;",
                "HTTP/1.1 200 OK;no colon;;",
                "HTTP/1.1 200 OK; A: b;;",
                "HTTP/1.1 200 OK;: b;;",
                "HTTP/1.1 200 OK;A : b;;",
                "HTTP/1.1 200 OK;A B: c;;",
                "HTTP/1.1 200 OK;A: b\rc;;",
                "HTTP/1.1 200 OK;A: b\0c;;",
                "HTTP/1.1 200 OK;Ä: b;;",
            })
    void otherThanHttpIsRefused(String lines) {
        assertThrows(ProtocolException.class, () -> parse(lines.replace(";", "\r\n")));
    }

    @Test
    void refusalDoesNotShowWhatWasReceived() {
        var failure =
                assertThrows(ProtocolException.class, () -> parse("HTTP/1.1 200 OK\r\nSet-Cookie: se\0cret\r\n\r\n"));
        assertEquals("a header field has a character that may not stand there", failure.getMessage());
        assertEquals(null, failure.getCause());
    }

    @Test
    void lineLargerThanTheBufferIsRead() throws Exception {
        String value = "x".repeat(60_000);
        assertEquals(
                value,
                parse("HTTP/1.1 200 OK\r\nA: " + value + "\r\n\r\n").headers().first("A"));
    }

    @Test
    void headIsLimitedInBytes() {
        assertThrows(ProtocolException.class, () -> parse("HTTP/1.1 200 " + "x".repeat(HeadParser.MAX_BYTES)));
        String field = "A: " + "x".repeat(1000) + "\r\n";
        assertThrows(ProtocolException.class, () -> parse("HTTP/1.1 200 OK\r\n" + field.repeat(66) + "\r\n"));
    }

    @Test
    void headIsLimitedInFields() throws Exception {
        String most = "HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(HeadParser.MAX_FIELDS);
        assertEquals(200, parse(most + "\r\n").headers().fields().size());
        assertThrows(ProtocolException.class, () -> parse(most + "A: b\r\n\r\n"));
    }

    @Test
    void foldedLinesCountAsFields() throws Exception {
        String most = "HTTP/1.1 200 OK\r\nA: b\r\n" + " c\r\n".repeat(HeadParser.MAX_FIELDS - 1);
        assertEquals(399, parse(most + "\r\n").headers().first("A").length());
        assertThrows(ProtocolException.class, () -> parse(most + " c\r\n\r\n"));
    }

    @Test
    void cutHeadIsNotWhole() throws Exception {
        String text = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
        for (int length = 0; length < text.length(); length++) {
            assertEquals(-1, parse(text.substring(0, length)).status(), "after " + length);
        }
    }

    @Test
    void whatFollowsTheHeadIsLeft() throws Exception {
        var in = Pieces.received("HTTP/1.1 200 OK\n\nbody".getBytes(ISO_8859_1), 100);
        var parser = new HeadParser();
        assertFalse(parser.parse(in));
        in.fill(Exchange.NEVER);
        assertTrue(parser.parse(in));
        byte[] left = new byte[10];
        assertEquals("body", new String(left, 0, in.take(left, 0, 10), ISO_8859_1));
    }

    @Test
    void mangledHeadsAreNeverMoreThanRefused() {
        byte[] text = "HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 12\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(ISO_8859_1);
        var random = new Random(42);
        for (int i = 0; i < 30_000; i++) {
            byte[] mangled = Pieces.mangle(text, random);
            try {
                var head = parse(new String(mangled, ISO_8859_1), 1 + random.nextInt(60));
                if (head.status() >= 0) {
                    var unused = Framing.body("GET", head, Pieces.received(mangled, 10), false);
                }
            } catch (IOException refused) {
                assertFalse(refused.getMessage().isEmpty());
            }
        }
    }

    /** The field lines with their values, which headers themselves do not show. */
    private static String lines(Headers headers) {
        return headers.fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .collect(Collectors.joining(", "));
    }
}
