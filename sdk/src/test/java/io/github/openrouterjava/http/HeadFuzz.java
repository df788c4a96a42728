package io.github.openrouterjava.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.fuzz.FuzzInput;
import java.io.IOException;
import java.io.InputStream;

/** Any bytes, cut anywhere, are the same head and body, or the same failure, and no more is kept than the limits say. */
public final class HeadFuzz {
    private static final int MOST_KEPT = 2 * HeadParser.MAX_BYTES;

    private HeadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 72 << 10);
        String method = (chosen.option() & 1) == 0 ? "POST" : "HEAD";
        String whole = told(chosen.whole(), method, 4096);
        assertEquals(whole, told(chosen.inPieces(), method, 4096));
        assertEquals(whole, told(chosen.inPieces(), method, 1 + (chosen.option() >> 1)));
    }

    /** What an exchange learns of the response; what it throws is an IOException. */
    private static String told(InputStream in, String method, int length) {
        Received received = Pieces.received(in);
        var told = new StringBuilder();
        try {
            HttpResponseHead head = head(received);
            told.append(head.status()).append(head.headers().fields());
            head.headers().toString();
            told.append(Framing.keepsConnection(head));
            Body body = Framing.body(method, head, received, false);
            BodyFuzz.read(body, length, told);
            told.append(" then ").append(received.size() + in.available());
        } catch (IOException failure) {
            told.append(failure);
        }
        assertTrue(received.bytes().length <= MOST_KEPT, "kept " + received.bytes().length);
        return told.toString();
    }

    private static HttpResponseHead head(Received received) throws IOException {
        var parser = new HeadParser();
        while (!parser.parse(received)) {
            if (received.fill(Exchange.NEVER) < 0) {
                throw new IOException("cut off, fresh: " + parser.isFresh());
            }
        }
        HttpResponseHead head = parser.head();
        assertTrue(head.status() >= 100 && head.status() <= 999, "status " + head.status());
        assertTrue(head.headers().fields().size() <= HeadParser.MAX_FIELDS);
        return head;
    }
}
