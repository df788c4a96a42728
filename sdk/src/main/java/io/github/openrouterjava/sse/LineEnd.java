package io.github.openrouterjava.sse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of a line, eight bytes at a time: nearly all of a stream's bytes are looked at here and only here. */
final class LineEnd {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FOURTEENS = 0x0e0e0e0e0e0e0e0eL;
    private static final long TOP_BITS = 0x8080808080808080L;

    private LineEnd() {}

    /** The index of the first CR or LF, or {@code to} where there is none. */
    static int of(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) EIGHT.get(bytes, at);
            // The top bit of each byte below 14, of which CR is the largest. A borrow can only mark bytes after a right
            // one, so the first mark is right.
            long marks = word - FOURTEENS & ~word & TOP_BITS;
            if (marks == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(marks) >>> 3;
            if (bytes[at] == '\n' || bytes[at] == '\r') {
                return at;
            }
            at++;
        }
        while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }
}
