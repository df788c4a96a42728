package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;

/** A body that ends with its connection; over TLS only where TLS says so, because anybody can cut a connection. */
final class UntilCloseBody implements Body {
    private final Received in;
    private final boolean tls;
    private boolean ended;

    UntilCloseBody(Received in, boolean tls) {
        this.in = in;
        this.tls = tls;
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        if (ended) {
            return -1;
        }
        int count = in.read(to, offset, length, deadline);
        if (count < 0 && tls && in.raw().ended()) {
            throw new EOFException("the connection ended without the end of its TLS session");
        }
        ended = count < 0;
        return count;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean keepsConnection() {
        return false;
    }
}
