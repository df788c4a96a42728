package io.github.openrouterjava.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A short string of plain ASCII that was read before, to be found again by its bytes, eight at a time. */
final class Known {
    /** How long one may be, quotes included. */
    static final int LONGEST = 64;

    /** How many kinds there are. */
    static final int KINDS = 64;

    static final Known NONE = new Known("");

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int W = Long.BYTES;

    final String text;

    /** In bytes, quotes included. */
    final int length;

    /** Of a name: from 0 to {@link #KINDS} - 1, for each another one until there are more. */
    final int kind;

    // Its bytes, quotes included. The words overlap where it is no longer than they are; up to four there is no loop.
    private final byte[] bytes;
    private final long mask; // of the first word's bytes
    private final long first;
    private final long second;
    private final long beforeLast;
    private final long last;

    /** A string that is found nowhere. */
    Known(String text) {
        this.text = text;
        this.length = Integer.MAX_VALUE;
        this.kind = 0;
        this.bytes = new byte[0];
        this.mask = 0;
        this.first = 0;
        this.second = 0;
        this.beforeLast = 0;
        this.last = 0;
    }

    /** The string that stands here with its quotes, in a document that goes on for eight bytes at least. */
    Known(String text, int kind, byte[] document, int from, int to) {
        this.text = text;
        this.length = to - from;
        this.kind = kind;
        this.bytes = Arrays.copyOfRange(document, from, Math.max(to, from + W));
        this.mask = mask(length);
        this.first = word(bytes, 0) & mask;
        this.second = length > 2 * W ? word(bytes, W) : 0;
        this.beforeLast = length > 2 * W ? word(bytes, length - 2 * W) : 0;
        this.last = length > W ? word(bytes, length - W) : 0;
    }

    /** Whether this is what stands here. */
    boolean isAt(byte[] document, int at, int end) {
        if (end - at < length || document.length - at < W || (word(document, at) & mask) != first) {
            return false;
        }
        int back = at + length - W;
        return length <= W
                || word(document, back) == last
                        && (length <= 2 * W
                                || word(document, at + W) == second
                                        && word(document, back - W) == beforeLast
                                        && (length <= 4 * W
                                                || Arrays.equals(document, at, at + length, bytes, 0, length)));
    }

    /** True for what can be one: a string that stands here with its quotes, plain ASCII all of it. */
    static boolean fits(byte[] document, int from, int to) {
        return to - from <= LONGEST && document.length - from >= W;
    }

    /** The hash of the string that stands here, by its first eight bytes and its last. */
    static long hash(byte[] document, int from, int to) {
        long first = word(document, from) & mask(to - from);
        long last = to - from > W ? word(document, to - W) : 0;
        return (first ^ Long.rotateLeft(last, 29)) * 0x9e3779b97f4a7c15L;
    }

    static long word(byte[] document, int at) {
        return (long) EIGHT.get(document, at);
    }

    private static long mask(int length) {
        return length < W ? (1L << 8 * length) - 1 : -1;
    }
}
