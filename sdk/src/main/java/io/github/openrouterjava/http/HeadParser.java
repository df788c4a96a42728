package io.github.openrouterjava.http;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a response's status line and header fields out of what was received, as far as they have come. */
final class HeadParser {
    static final int MAX_BYTES = 64 << 10;
    static final int MAX_FIELDS = 200;

    private final List<Headers.Field> fields = new ArrayList<>();
    private int lines; // of fields, folded ones included: each takes time that grows with its field
    private int status;
    private boolean oldHttp;
    private int length;
    private int scanned;

    /** True once the head is whole; false where more is needed. */
    boolean parse(Received in) throws ProtocolException {
        for (; ; ) {
            byte[] bytes = in.bytes();
            int lineEnd = in.from() + scanned;
            while (lineEnd < in.to() && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            scanned = lineEnd - in.from();
            if (length + scanned > MAX_BYTES) {
                throw new ProtocolException("its head is too long");
            }
            if (lineEnd == in.to()) {
                return false;
            }
            int from = in.from();
            length += scanned + 1;
            scanned = 0;
            in.usedUpTo(lineEnd + 1);
            boolean carriageReturn = lineEnd > from && bytes[lineEnd - 1] == '\r';
            if (hasEnded(bytes, from, carriageReturn ? lineEnd - 1 : lineEnd)) {
                return true;
            }
        }
    }

    /** True where no line has come. */
    boolean isFresh() {
        return length == 0;
    }

    int status() {
        return status;
    }

    /** True for HTTP/1.0, after which a connection is not used again. */
    boolean isOldHttp() {
        return oldHttp;
    }

    HttpResponseHead head() {
        return new HttpResponseHead(status, new Headers(fields));
    }

    private boolean hasEnded(byte[] bytes, int from, int to) throws ProtocolException {
        if (status == 0) {
            statusLine(bytes, from, to);
            return false;
        }
        if (from == to) {
            return true;
        }
        if (++lines > MAX_FIELDS) {
            throw new ProtocolException("it has too many header fields");
        }
        if (bytes[from] == ' ' || bytes[from] == '\t') {
            continued(bytes, from, to);
        } else {
            field(bytes, from, to);
        }
        return false;
    }

    /** {@code HTTP/1.1 200 OK}; the reason may be missing, with its space. */
    private void statusLine(byte[] bytes, int from, int to) throws ProtocolException {
        boolean valid = to - from >= 12
                && bytes[from] == 'H'
                && bytes[from + 1] == 'T'
                && bytes[from + 2] == 'T'
                && bytes[from + 3] == 'P'
                && bytes[from + 4] == '/'
                && bytes[from + 5] == '1'
                && bytes[from + 6] == '.'
                && isDigit(bytes[from + 7])
                && bytes[from + 8] == ' '
                && isDigit(bytes[from + 9])
                && isDigit(bytes[from + 10])
                && isDigit(bytes[from + 11])
                && (to - from == 12 || bytes[from + 12] == ' ');
        if (valid) {
            oldHttp = bytes[from + 7] == '0';
            status = (bytes[from + 9] - '0') * 100 + (bytes[from + 10] - '0') * 10 + bytes[from + 11] - '0';
        }
        if (status < 100) {
            throw new ProtocolException("it does not begin with a status line of HTTP/1.1");
        }
    }

    private void field(byte[] bytes, int from, int to) throws ProtocolException {
        int colon = from;
        while (colon < to && bytes[colon] != ':') {
            colon++;
        }
        if (colon == to) {
            throw new ProtocolException("a header line has no colon");
        }
        add(text(bytes, from, colon), value(bytes, colon + 1, to));
    }

    /** A line that goes on with the field before it: a form that is no longer sent, but still to be understood. */
    private void continued(byte[] bytes, int from, int to) throws ProtocolException {
        if (fields.isEmpty()) {
            throw new ProtocolException("its first header line begins with a space");
        }
        Headers.Field last = fields.removeLast();
        add(last.name(), last.value() + ' ' + value(bytes, from, to));
    }

    private void add(String name, String value) throws ProtocolException {
        try {
            fields.add(new Headers.Field(name, value));
        } catch (IllegalArgumentException invalid) {
            // Neither the message nor the exception may travel on: they show what was received.
            throw new ProtocolException("a header field has a character that may not stand there");
        }
    }

    private static String value(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(bytes[start])) {
            start++;
        }
        while (start < end && isSpace(bytes[end - 1])) {
            end--;
        }
        byte[] plain = Arrays.copyOfRange(bytes, start, end);
        for (int i = 0; i < plain.length; i++) {
            plain[i] = plain[i] < 0 || plain[i] == 0x7f ? (byte) '?' : plain[i]; // as the other transport gives it
        }
        return text(plain, 0, plain.length);
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
