package io.github.openrouterjava.http;

import java.io.IOException;

/**
 * One request and its response, read by one thread and closed by any.
 *
 * <p>The handle exists before anything is sent, so that it can be closed at every moment of the exchange. All deadlines
 * are instants of {@link System#nanoTime()}; {@link #NEVER} stands for none. A thread that is interrupted while it waits
 * gets a {@link java.io.InterruptedIOException}, its interrupt status set again, and the exchange is over.
 */
public interface Exchange extends AutoCloseable {
    /** The deadline that does not come. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Sends the request and waits for the response's status and headers; responses of the 1xx class are passed over.
     *
     * @param connectDeadline until when the connection must stand
     * @param deadline until when the head must have come
     * @throws DeadlineException naming what was waited for, after a deadline; the exchange is over then
     * @throws IOException where the exchange failed or was closed
     */
    HttpResponseHead head(long connectDeadline, long deadline) throws IOException;

    /**
     * Reads what has come of the body, at least one byte, waiting for it until the deadline.
     *
     * <p>All bytes that were received before the connection broke are given before the failure is.
     *
     * @return the number of bytes, or -1 at the body's proper end
     * @throws DeadlineException after the deadline; the exchange is over then
     * @throws IOException where the body was cut off, the connection broke, or the exchange was closed
     */
    int read(byte[] to, int offset, int length, long deadline) throws IOException;

    /**
     * Ends the exchange and frees what it holds, at any moment and from any thread; a waiting thread wakes at once with
     * an {@link IOException}. Never blocks, never throws, may be repeated.
     */
    @Override
    void close();
}
