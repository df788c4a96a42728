package io.github.openrouterjava.sse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Queue;

/** A body that arrives in given pieces, each read giving bytes of one piece only; then it ends or breaks. */
final class Pieces extends InputStream {
    private final Queue<byte[]> pieces;
    private final boolean breaks;
    private byte[] piece = {};
    private int at;
    int timesEnded;

    private Pieces(Collection<byte[]> pieces, boolean breaks) {
        this.pieces = new ArrayDeque<>(pieces);
        this.breaks = breaks;
    }

    static Pieces of(byte[]... pieces) {
        return new Pieces(List.of(pieces), false);
    }

    static Pieces thenBroken(byte[]... pieces) {
        return new Pieces(List.of(pieces), true);
    }

    static Pieces ofSize(byte[] body, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int from = 0; from < body.length; from += size) {
            pieces.add(Arrays.copyOfRange(body, from, Math.min(from + size, body.length)));
        }
        return new Pieces(pieces, false);
    }

    static Pieces cutAt(byte[] body, int cut) {
        return of(Arrays.copyOf(body, cut), Arrays.copyOfRange(body, cut, body.length));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (at == piece.length) {
            byte[] next = pieces.poll();
            if (next == null && breaks) {
                throw new IOException("the connection broke");
            }
            if (next == null) {
                timesEnded++;
                return -1;
            }
            piece = next;
            at = 0;
        }
        int count = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public int read() {
        throw new AssertionError("one byte at a time");
    }
}
