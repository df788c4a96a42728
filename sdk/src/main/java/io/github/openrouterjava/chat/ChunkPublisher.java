package io.github.openrouterjava.chat;

import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Gives a stream's chunks to one subscriber, as many as it asks for: the Reactive Streams rules over the pull core. */
final class ChunkPublisher implements Flow.Publisher<ChatCompletionChunk> {
    /** For a subscriber who comes too late: it must not end the first one's stream. */
    private static final Flow.Subscription NONE = new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final ChatStream stream;
    private final Demand demand = new Demand();
    private final AtomicBoolean taken = new AtomicBoolean();

    ChunkPublisher(ChatStream stream) {
        this.stream = stream;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ChatCompletionChunk> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        if (taken.compareAndSet(false, true)) {
            Thread.ofVirtual().name("openrouter-publisher").start(() -> publish(subscriber));
        } else {
            subscriber.onSubscribe(NONE);
            subscriber.onError(new IllegalStateException("a chat stream has one subscriber, and it has come already"));
        }
    }

    /** Says that the stream was closed, which a subscriber hears of without asking for anything. */
    void streamClosed() {
        demand.lookAgain();
    }

    private void publish(Flow.Subscriber<? super ChatCompletionChunk> subscriber) {
        try {
            subscriber.onSubscribe(demand);
            give(subscriber);
        } finally {
            // What a subscriber throws cancels its subscription (rule 2.13), and is for the thread's handler to tell.
            demand.end();
            stream.close();
        }
        Throwable wrong = demand.wrong();
        if (wrong != null) {
            subscriber.onError(wrong);
        }
    }

    private void give(Flow.Subscriber<? super ChatCompletionChunk> subscriber) {
        while (demand.await()) {
            ChatCompletionChunk chunk;
            try {
                chunk = stream.next();
            } catch (Throwable failure) {
                if (demand.end()) {
                    subscriber.onError(failure);
                }
                return;
            }
            if (chunk == null) {
                if (demand.end()) {
                    subscriber.onComplete();
                }
                return;
            }
            if (!demand.over()) {
                subscriber.onNext(chunk);
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
                if (over) {
                    return;
                }
                if (n <= 0) {
                    wrong = new IllegalArgumentException("a positive number must be asked for (rule 3.9), not " + n);
                    over = true;
                } else {
                    due = due + n < 0 ? Long.MAX_VALUE : due + n;
                }
                changed.signal();
            } finally {
                lock.unlock();
            }
            if (n <= 0) {
                stream.close(); // which wakes the reading thread to tell it
            }
        }

        @Override
        public void cancel() {
            end();
            stream.close();
        }

        /** Ends the subscription; false where it was over already. */
        boolean end() {
            lock.lock();
            try {
                boolean first = !over;
                over = true;
                changed.signal();
                return first;
            } finally {
                lock.unlock();
            }
        }

        void lookAgain() {
            lock.lock();
            try {
                changed.signal();
            } finally {
                lock.unlock();
            }
        }

        /** Waits until something is due, and takes one, or until the stream ends; false when the subscription is over. */
        boolean await() {
            lock.lock();
            try {
                // How a stream ended is told without being asked for.
                while (due == 0 && !over && stream.end() == StreamEnd.OPEN) {
                    changed.awaitUninterruptibly();
                }
                if (due > 0 && due != Long.MAX_VALUE) {
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
            lock.lock();
            try {
                return wrong;
            } finally {
                lock.unlock();
            }
        }
    }
}
