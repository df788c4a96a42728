package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body from its source, which the first read opens: exactly so many bytes, and every failure is told
 * from one of the network. One thread reads, any may close.
 */
final class SourceInput extends InputStream {
    private final RequestBody.Source source;
    private long left;
    private volatile @Nullable InputStream in;
    private volatile boolean closed;
    private volatile @Nullable RequestBodyException failure;

    SourceInput(RequestBody.Source source, long length) {
        this.source = source;
        this.left = length;
    }

    @Override
    public int read() throws RequestBodyException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws RequestBodyException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (left == 0 || length == 0) {
            return left == 0 ? -1 : 0;
        }
        try {
            InputStream from = in;
            if (from == null) {
                from = source.open();
                in = from;
            }
            if (closed) {
                from.close();
                throw new IOException("closed");
            }
            int count = from.read(to, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException(left + " bytes are missing at its end");
            }
            left -= count;
            return count;
        } catch (IOException e) {
            var known = new RequestBodyException("the request's body can't be read: " + words(e), e);
            failure = known;
            throw known;
        }
    }

    /** What reading has failed with; for any thread. */
    @Nullable
    RequestBodyException failure() {
        return failure;
    }

    @Override
    public void close() {
        closed = true;
        InputStream open = in;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException ignored) {
            return; // nothing was written
        }
    }

    private static String words(IOException e) {
        String words = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        return e instanceof NoSuchFileException
                ? "no such file: " + words
                : e instanceof AccessDeniedException ? "access denied: " + words : words;
    }
}
