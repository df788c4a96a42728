package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.fuzz.FuzzInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Any bytes, cut anywhere, are the chunked body that the rules read anew say, data before a failure included. */
public final class BodyFuzz {
    private static final int ALL_LIMITS = 16 << 10;

    private BodyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 20 << 10);
        String whole = told(chosen.whole(), 4096);
        assertEquals(whole, told(chosen.inPieces(), 4096));
        assertEquals(whole, told(chosen.inPieces(), 1 + chosen.option()));
        if (chosen.content().length < ALL_LIMITS) {
            assertEquals(new Rules(new String(chosen.content(), ISO_8859_1)).told(), whole);
        }
    }

    private static String told(InputStream in, int length) {
        Received received = Pieces.received(in);
        var told = new StringBuilder();
        try {
            read(new ChunkedBody(received), length, told);
            told.append(" then ").append(received.size() + in.available());
        } catch (ProtocolException wrong) {
            told.append(" wrong");
        } catch (IOException cut) {
            told.append(" cut");
        }
        assertTrue(received.bytes().length <= ALL_LIMITS, "kept " + received.bytes().length);
        return told.toString();
    }

    /** Reads to the body's end, so many bytes at a time. */
    static void read(Body body, int length, StringBuilder told) throws IOException {
        byte[] to = new byte[length + 2];
        int count;
        while ((count = body.read(to, 1, length, Exchange.NEVER)) >= 0) {
            assertTrue(count > 0 && count <= length, "read " + count);
            assertTrue(to[0] == 0 && to[length + 1] == 0, "written beside the target");
            told.append(new String(to, 1, count, ISO_8859_1));
        }
        assertTrue(body.ended());
        assertEquals(-1, body.read(to, 1, length, Exchange.NEVER));
    }

    /** RFC 9112, section 7.1, with a line feed alone taken as a line's end. */
    private static final class Rules {
        private final String bytes;
        private final StringBuilder told = new StringBuilder();
        private int at;

        Rules(String bytes) {
            this.bytes = bytes;
        }

        String told() {
            try {
                for (int size = size(); size > 0; size = size()) {
                    int end = (int) Math.min(bytes.length(), (long) at + size);
                    told.append(bytes, at, end);
                    at = end;
                    peek();
                    lineOf("");
                }
                int begin;
                do {
                    begin = at;
                    lineOf(null);
                } while (!bytes.substring(begin, at).matches("\r?\n"));
                return told + " then " + (bytes.length() - at);
            } catch (ProtocolException wrong) {
                return told + " wrong";
            } catch (IOException cut) {
                return told + " cut";
            }
        }

        private int size() throws IOException {
            long size = 0;
            int from = at;
            while (Character.digit(peek(), 16) >= 0 && peek() < 0x80) {
                if (size > Long.MAX_VALUE >> 4) {
                    throw new ProtocolException();
                }
                size = size * 16 + Character.digit(peek(), 16);
                at++;
            }
            if (at == from && peek() != '\r') {
                throw new ProtocolException();
            }
            if (at == from) {
                at++;
                peek();
                throw new ProtocolException();
            }
            if ("\r\n; \t".indexOf(peek()) < 0) {
                throw new ProtocolException();
            }
            lineOf(null);
            return (int) Math.min(size, Integer.MAX_VALUE);
        }

        /** Passes a line with this content, any where it is null, and its end. */
        private void lineOf(@Nullable String content) throws IOException {
            while (true) {
                char c = peek();
                at++;
                if (c == '\n') {
                    return;
                }
                if (c == '\r' && peek() != '\n') {
                    throw new ProtocolException();
                }
                if (c != '\r' && content != null) {
                    throw new ProtocolException();
                }
            }
        }

        private char peek() throws IOException {
            if (at >= bytes.length()) {
                throw new IOException();
            }
            return bytes.charAt(at);
        }
    }
}
