package io.github.openrouterjava.chat;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Gives a stream's chunks to one subscriber, as many as it asks for: the Reactive Streams rules over the pull core. */
final class ChunkPublisher implements Flow.Publisher<ChatCompletionChunk> {
    private final ChatStream stream;
    private final AtomicBoolean taken = new AtomicBoolean();

    ChunkPublisher(ChatStream stream) {
        this.stream = stream;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ChatCompletionChunk> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (taken.compareAndSet(false, true)) {
            var demand = new Demand();
            Thread.ofVirtual().name("openrouter-publisher").start(() -> publish(subscriber, demand));
        } else {
            subscriber.onSubscribe(new Demand());
            subscriber.onError(new IllegalStateException("a chat stream has one subscriber, and it has come already"));
        }
    }

    private void publish(Flow.Subscriber<? super ChatCompletionChunk> subscriber, Demand demand) {
        subscriber.onSubscribe(demand);
        try {
            while (demand.await()) {
                ChatCompletionChunk chunk = stream.next();
                if (demand.over()) {
                    return;
                }
                if (chunk == null) {
                    demand.end();
                    subscriber.onComplete();
                    return;
                }
                subscriber.onNext(chunk);
            }
            Throwable wrong = demand.wrong();
            if (wrong != null) {
                stream.close();
                subscriber.onError(wrong);
            }
        } catch (RuntimeException failure) {
            stream.close();
            if (!demand.over()) {
                demand.end();
                subscriber.onError(failure);
            }
        }
    }

    /** What the subscriber has asked for and not yet got. */
    private final class Demand implements Flow.Subscription {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private long due;
        private boolean over;
        private @Nullable Throwable wrong;

        @Override
        public void request(long n) {
            lock.lock();
            try {
                if (n <= 0 && !over) {
                    wrong = new IllegalArgumentException("a positive number must be asked for (rule 3.9), not " + n);
                    over = true;
                } else {
                    due = due + n < 0 ? Long.MAX_VALUE : due + n;
                }
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void cancel() {
            end();
            stream.close();
        }

        void end() {
            lock.lock();
            try {
                over = true;
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /** Waits until something is due, and takes one; false when the subscription is over. */
        boolean await() {
            lock.lock();
            try {
                while (due == 0 && !over) {
                    changed.awaitUninterruptibly();
                }
                if (due != Long.MAX_VALUE) {
                    due--;
                }
                return !over;
            } finally {
                lock.unlock();
            }
        }

        boolean over() {
            lock.lock();
            try {
                return over;
            } finally {
                lock.unlock();
            }
        }

        @Nullable
        Throwable wrong() {
            return wrong;
        }
    }
}
