package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;

/** A body of a length that was given before. */
final class LengthBody implements Body {
    private final Received in;
    private long left;

    LengthBody(Received in, long length) {
        this.in = in;
        this.left = length;
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(to, offset, (int) Math.min(left, length), deadline);
        if (count < 0) {
            throw new EOFException("the connection ended " + left + " bytes short");
        }
        left -= count;
        return count;
    }

    @Override
    public boolean ended() {
        return left == 0;
    }

    @Override
    public boolean keepsConnection() {
        return true;
    }
}
