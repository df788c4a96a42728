package io.github.openrouterjava.http;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A response's body on its way from the client's threads to the reading one.
 *
 * <p>Holds at most {@link #FULL} bytes and one delivery more: beyond that it asks for nothing until the reader has taken
 * half, so that a slow reader slows the socket. While the reader keeps up, the asking is done on the client's own thread,
 * which costs no hop.
 */
final class JdkBody implements HttpResponse.BodySubscriber<JdkBody> {
    /** Room for most answers whole: over HTTP/2 the client drops what it still holds when the connection breaks. */
    private static final int FULL = 1024 * 1024;

    private final JdkFailures failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ByteBuffer> received = new ArrayDeque<>();
    private int size;
    private boolean asked;
    private boolean ended;
    private boolean closed;
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;

    JdkBody(JdkFailures failures) {
        this.failures = failures;
    }

    /** There at once: whoever has the head may read. */
    @Override
    public CompletionStage<JdkBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        boolean refused;
        lock.lock();
        try {
            refused = closed || subscription != null;
            if (!refused) {
                subscription = source;
                asked = true;
            }
        } finally {
            lock.unlock();
        }
        if (refused) {
            source.cancel();
        } else {
            source.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        Flow.Subscription more;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            for (ByteBuffer buffer : buffers) {
                if (buffer.hasRemaining()) {
                    received.add(buffer);
                    size += buffer.remaining();
                }
            }
            asked = false;
            more = askBelow(FULL);
            changed.signal();
        } finally {
            lock.unlock();
        }
        ask(more);
    }

    @Override
    public void onError(Throwable cause) {
        lock.lock();
        try {
            if (!ended && failure == null) {
                failure = cause;
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onComplete() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** As {@link Exchange#read}, but leaves the handling of an interrupt to the caller. */
    int read(byte[] to, int offset, int length, long deadline) throws IOException, InterruptedException {
        Objects.checkFromIndexSize(offset, length, to.length);
        Flow.Subscription more;
        int count;
        lock.lockInterruptibly();
        try {
            while (!closed && size == 0 && !ended && failure == null) {
                long left = JdkExchange.remaining(deadline);
                if (left <= 0) {
                    throw new DeadlineException(false);
                }
                // A count of what is left, not of whether a signal came: the loop looks again in any case.
                var unused = changed.awaitNanos(left);
            }
            if (closed) {
                throw new IOException("closed");
            }
            if (size == 0 && failure != null) {
                throw failures.inBody(failure);
            }
            if (size == 0) {
                return -1;
            }
            count = take(to, offset, length);
            more = askBelow(FULL / 2);
        } finally {
            lock.unlock();
        }
        ask(more);
        return count;
    }

    private int take(byte[] to, int offset, int length) {
        int count = Math.min(length, size);
        for (int left = count; left > 0; ) {
            ByteBuffer first = received.element();
            int part = Math.min(left, first.remaining());
            first.get(to, offset + count - left, part);
            left -= part;
            if (!first.hasRemaining()) {
                received.remove();
            }
        }
        size -= count;
        return count;
    }

    /** Whom to ask for one delivery more, if there is room and nothing is on its way. Needs the lock. */
    private Flow.@Nullable Subscription askBelow(int limit) {
        if (asked || ended || closed || failure != null || size >= limit) {
            return null;
        }
        asked = true;
        return subscription;
    }

    /** Without the lock: the client may deliver from within. */
    private static void ask(Flow.@Nullable Subscription source) {
        if (source != null) {
            source.request(1);
        }
    }

    /** Drops what has come, wakes the reader, and ends the delivery; true where the body had ended before. */
    boolean close() {
        Flow.Subscription source;
        boolean hadEnded;
        lock.lock();
        try {
            hadEnded = ended;
            source = closed || ended ? null : subscription;
            closed = true;
            received.clear();
            size = 0;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (source != null) {
            source.cancel();
        }
        return hadEnded;
    }
}
