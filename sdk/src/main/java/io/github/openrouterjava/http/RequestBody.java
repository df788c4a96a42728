package io.github.openrouterjava.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries: bytes, or something of known length that is read while it is sent, so that it is never in
 * memory as a whole. It can be read again for each attempt. Safe for use by several threads.
 */
public final class RequestBody {
    /** Nothing. */
    public static final RequestBody NONE = of(new byte[0]);

    private final byte @Nullable [] array;
    private final @Nullable Source source;
    private final long length;

    /** Where a body is read from. */
    @FunctionalInterface
    public interface Source {
        /** The body from its beginning; whoever opens it closes it. */
        InputStream open() throws IOException;
    }

    private RequestBody(byte @Nullable [] array, @Nullable Source source, long length) {
        this.array = array;
        this.source = source;
        this.length = length;
    }

    /** These bytes, not copied: they must not change until the exchange has ended. */
    public static RequestBody of(byte[] bytes) {
        return new RequestBody(bytes, null, bytes.length);
    }

    /** So many bytes from this source, which is opened for each attempt. */
    public static RequestBody of(long length, Source source) {
        return new RequestBody(null, source, length);
    }

    /** How many bytes it has. */
    public long length() {
        return length;
    }

    /**
     * The body from its beginning, exactly {@link #length()} bytes; whoever opens it closes it. Its reads throw a
     * {@link RequestBodyException} where the source can't be read, or ends before its time.
     */
    public InputStream open() {
        Source from = source;
        return from == null ? new ByteArrayInputStream(Objects.requireNonNull(array)) : new SourceInput(from, length);
    }

    /**
     * All of it in memory: the bytes that it was made of, not copied, or a copy of what its source gives now.
     *
     * @throws UncheckedIOException where its source can't be read
     */
    public byte[] bytes() {
        if (array != null) {
            return array;
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("a body over 2 GiB");
        }
        try (InputStream in = open()) {
            return in.readNBytes((int) length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes where they are in memory; null where there is a source. */
    byte @Nullable [] array() {
        return array;
    }
}
