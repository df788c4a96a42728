package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** What a tool gave, as much of it as a model should read: the begin and the end, with a word on what is left out. */
final class ClippedOutput {
    /** How much of the begin is kept, and of the end: in bytes, a power of two. */
    static final int HALF = 16 << 10;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail = new byte[HALF];
    private long tailed; // all bytes behind the head; the last HALF of them are there

    /** Reads to the end; where that fails, what came until then is there all the same. */
    void read(InputStream in) throws IOException {
        var buffer = new byte[8 << 10];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            add(buffer, n);
        }
    }

    private synchronized void add(byte[] bytes, int length) {
        int first = Math.min(length, HALF - head.size());
        head.write(bytes, 0, first);
        for (int i = first; i < length; i++) {
            tail[(int) (tailed++ % HALF)] = bytes[i];
        }
    }

    /** What has come so far as UTF-8, with a line break at its end unless it is empty. */
    synchronized String text() {
        int kept = (int) Math.min(tailed, HALF);
        var last = new byte[kept];
        for (int i = 0; i < kept; i++) {
            last[i] = tail[(int) ((tailed - kept + i) % HALF)];
        }
        String text;
        if (tailed <= HALF) {
            var whole = new ByteArrayOutputStream();
            whole.writeBytes(head.toByteArray());
            whole.writeBytes(last);
            text = whole.toString(UTF_8);
        } else {
            byte[] begin = begin(head.toByteArray());
            byte[] end = end(last);
            long left = head.size() + tailed - begin.length - end.length;
            text = new String(begin, UTF_8) + "\n[" + left + " bytes are left out here]\n" + new String(end, UTF_8);
        }
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /** Without the begin of a character whose rest is left out. */
    private static byte[] begin(byte[] bytes) {
        int last = bytes.length - 1;
        while (last > bytes.length - 4 && isInner(bytes[last])) {
            last--;
        }
        int first = bytes[last] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
        return last + length > bytes.length ? Arrays.copyOf(bytes, last) : bytes;
    }

    /** Without the rest of a character whose begin is left out. */
    private static byte[] end(byte[] bytes) {
        int from = 0;
        while (from < 3 && isInner(bytes[from])) {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }

    private static boolean isInner(byte b) {
        return (b & 0xc0) == 0x80;
    }
}
