package io.github.openrouterjava.http;

import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The connections that wait for their next exchange, the newest first, and the exchanges that run. */
final class IdlePool {
    static final long LONGEST_IDLE = 30_000_000_000L;
    static final int MOST = 64;
    static final int MOST_PER_ROUTE = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final List<Connection> idle = new ArrayList<>();
    /** Weak, so that an exchange that nobody closed is no leak. */
    private final Set<SocketExchange> running = Collections.newSetFromMap(new WeakHashMap<>());

    private boolean closed;

    /** @throws InterruptedIOException where the pool is closed */
    void begin(SocketExchange exchange) throws InterruptedIOException {
        lock.lock();
        try {
            if (closed) {
                throw new InterruptedIOException("the client is closed");
            }
            running.add(exchange);
        } finally {
            lock.unlock();
        }
    }

    void end(SocketExchange exchange) {
        lock.lock();
        try {
            running.remove(exchange);
        } finally {
            lock.unlock();
        }
    }

    /** A connection on this route that seems to be alive, or null. */
    @Nullable
    Connection take(Route route) {
        for (; ; ) {
            Connection connection = next(route);
            if (connection == null || !connection.isStale()) {
                return connection;
            }
            connection.close();
        }
    }

    private @Nullable Connection next(Route route) {
        lock.lock();
        try {
            dropOld(System.nanoTime());
            for (int i = idle.size() - 1; i >= 0; i--) {
                if (idle.get(i).route().isSame(route)) {
                    return idle.remove(i);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a connection for the next exchange, if there is room. */
    void put(Connection connection) {
        long now = System.nanoTime();
        connection.rest(now);
        lock.lock();
        try {
            dropOld(now);
            int same = 0;
            for (Connection other : idle) {
                same += other.route().isSame(connection.route()) ? 1 : 0;
            }
            if (!closed && same < MOST_PER_ROUTE && idle.size() < MOST) {
                idle.add(connection);
                return;
            }
        } finally {
            lock.unlock();
        }
        connection.close();
    }

    /** The oldest stand first. */
    private void dropOld(long now) {
        while (!idle.isEmpty() && now - idle.get(0).idleSince() > LONGEST_IDLE) {
            idle.remove(0).close();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the idle connections and the exchanges that run; none begins any more. */
    void close() {
        List<Connection> connections;
        List<SocketExchange> exchanges;
        lock.lock();
        try {
            closed = true;
            connections = new ArrayList<>(idle);
            idle.clear();
            exchanges = new ArrayList<>(running);
            running.clear();
        } finally {
            lock.unlock();
        }
        for (Connection connection : connections) {
            connection.close();
        }
        for (SocketExchange exchange : exchanges) {
            exchange.closeWithAll();
        }
    }
}
