package io.github.openrouterjava.playback;

import io.github.openrouterjava.http.DeadlineException;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An exchange whose body comes on a timetable: the reader takes the next bytes and waits until they are due. */
public final class PacedExchange implements Exchange {
    private final Supplier<Reply> reply;
    private Iterator<Timed> rest = Collections.emptyIterator();
    private @Nullable Timed next;
    private long due;
    private byte[] bytes = {};
    private int given;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;

    /** @param reply is asked for when the head is */
    public PacedExchange(Supplier<Reply> reply) {
        this.reply = reply;
    }

    @Override
    public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
        if (passed(connectDeadline)) {
            throw new DeadlineException(true);
        }
        if (passed(deadline)) {
            throw new DeadlineException(false);
        }
        due = System.nanoTime();
        await(deadline);
        Reply answer = reply.get();
        due += answer.pause();
        await(deadline);
        rest = answer.body();
        return answer.head();
    }

    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        while (given == bytes.length) {
            if (next == null && rest.hasNext()) {
                next = rest.next();
                due += next.pause();
            }
            await(deadline);
            if (next == null) {
                return -1;
            }
            if (next.breaks()) {
                throw new IOException("the connection broke");
            }
            bytes = next.bytes();
            given = 0;
            next = null;
            if (bytes.length == 0 && passed(deadline)) {
                throw new DeadlineException(false);
            }
        }
        if (closed) {
            throw new IOException("closed");
        }
        int count = Math.min(length, bytes.length - given);
        System.arraycopy(bytes, given, to, offset, count);
        given += count;
        return count;
    }

    @Override
    public void close() {
        closed = true;
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Returns when {@link #due} has come; what is due already does not ask for the deadline. */
    private void await(long deadline) throws IOException {
        waiting = Thread.currentThread(); // before looking at closed: a close that is not seen below unparks
        try {
            while (true) {
                if (closed) {
                    throw new IOException("closed");
                }
                if (Thread.currentThread().isInterrupted()) {
                    close();
                    throw new InterruptedIOException("interrupted");
                }
                long left = due - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                if (passed(deadline)) {
                    throw new DeadlineException(false);
                }
                LockSupport.parkNanos(this, deadline == NEVER ? left : Math.min(left, deadline - System.nanoTime()));
            }
        } finally {
            waiting = null;
        }
    }

    private static boolean passed(long deadline) {
        return deadline != NEVER && System.nanoTime() - deadline >= 0;
    }
}
