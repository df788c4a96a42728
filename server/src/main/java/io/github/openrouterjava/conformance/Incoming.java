package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Locale;

/**
 * A request as it came: as much of HTTP/1.1 as clients of chat completions use.
 *
 * @param path without the query
 * @param last on its connection, as the client wants it
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Incoming(String method, String path, byte[] body, boolean last) {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int LONGEST_BODY = 64 * 1024 * 1024;

    /**
     * The next request of a connection.
     *
     * @throws EOFException where the client left instead
     * @throws ProtocolException where what it sent is no request
     */
    static Incoming read(InputStream in) throws IOException {
        String[] line = line(in).split(" ", 3);
        if (line.length < 3 || !line[1].startsWith("/")) {
            throw new ProtocolException("no request line");
        }
        boolean chunked = false;
        boolean last = false;
        int length = 0;
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
            String small = field.toLowerCase(Locale.ROOT);
            chunked |= small.startsWith("transfer-encoding:") && small.contains("chunked");
            last |= small.startsWith("connection:") && small.contains("close");
            if (small.startsWith("content-length:")) {
                length = number(small.substring("content-length:".length()), 10);
            }
        }
        byte[] body = chunked ? chunked(in) : exactly(in, length);
        int query = line[1].indexOf('?');
        return new Incoming(line[0], query < 0 ? line[1] : line[1].substring(0, query), body, last);
    }

    private static byte[] chunked(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            int size = number(line(in).split(";", 2)[0], 16);
            if (size == 0) {
                while (!line(in).isEmpty()) {
                    // A trailer is of no interest.
                }
                return body.toByteArray();
            }
            if (size > LONGEST_BODY - body.size()) {
                throw new IOException("the body is too long");
            }
            body.write(exactly(in, size));
            line(in);
        }
    }

    private static int number(String digits, int radix) throws ProtocolException {
        try {
            return Integer.parseInt(digits.strip(), radix);
        } catch (NumberFormatException e) {
            throw new ProtocolException("'" + digits.strip() + "' is no length");
        }
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        if (count < 0 || count > LONGEST_BODY) {
            throw new IOException("the body is too long");
        }
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("a line is too long");
            }
            line.write(c);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }
}
