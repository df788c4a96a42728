package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The bytes that have come from a connection and are not yet used. */
final class Received {
    private static final int SIZE = 2 << 10;
    private static final int LARGEST = 64 << 10;

    private final TimedInput raw;
    private InputStream in;
    private byte[] bytes = new byte[SIZE];
    private int from;
    private int to;
    private boolean crowded; // the last read took all the room there was: more of it saves reads

    Received(TimedInput raw) {
        this.raw = raw;
        this.in = raw;
    }

    /** Takes what comes from now on out of this stream, which lies over the raw one. */
    void through(InputStream decoded) {
        in = decoded;
    }

    TimedInput raw() {
        return raw;
    }

    boolean isEmpty() {
        return from == to;
    }

    int size() {
        return to - from;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes()} the first unused byte stands. */
    int from() {
        return from;
    }

    /** Where in {@link #bytes()} the last unused byte ends. */
    int to() {
        return to;
    }

    /** Takes all up to this place in {@link #bytes()} as used. */
    void usedUpTo(int index) {
        from = index;
    }

    /** Receives some more bytes behind the unused ones; -1 at the end. */
    int fill(long deadline) throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
            if (crowded && bytes.length < LARGEST) {
                bytes = new byte[2 * bytes.length];
            }
        } else if (to == bytes.length && from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        } else if (to == bytes.length) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
        raw.until(deadline);
        int count = in.read(bytes, to, bytes.length - to);
        to += Math.max(0, count);
        crowded = to == bytes.length;
        return count;
    }

    /** Hands on what is there, without waiting; 0 for nothing. */
    int take(byte[] target, int offset, int length) {
        int count = Math.min(length, to - from);
        System.arraycopy(bytes, from, target, offset, count);
        from += count;
        return count;
    }

    /** Hands on what is there, or else what comes next; -1 at the end. */
    int read(byte[] target, int offset, int length, long deadline) throws IOException {
        if (from < to) {
            return take(target, offset, length);
        }
        return fill(deadline) < 0 ? -1 : take(target, offset, length);
    }
}
