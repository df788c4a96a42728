package io.github.openrouterjava.http;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** Writes one request: at first its head with as much of the body as one record of TLS takes, then the rest. */
final class RequestWriter {
    private static final int FIRST = 16 << 10;
    /** Between parts of that size it hears of a server that has already answered. */
    private static final int PART = 64 << 10;

    private final byte[] head;
    private final byte[] body;
    private final int bodyInFirst;

    RequestWriter(byte[] head, byte[] body) {
        this.head = head;
        this.body = body;
        this.bodyInFirst = Math.min(body.length, Math.max(0, FIRST - head.length));
    }

    /** Writes the beginning, for which an idle connection has room; where this fails, the server knows no request. */
    void begin(Connection connection) throws IOException {
        byte[] first = head;
        if (bodyInFirst > 0) {
            first = new byte[head.length + bodyInFirst];
            System.arraycopy(head, 0, first, 0, head.length);
            System.arraycopy(body, 0, first, head.length, bodyInFirst);
        }
        connection.out().write(first, 0, first.length);
    }

    /**
     * Writes what is left, unless the exchange is answered before.
     *
     * @return whether the request is whole
     * @throws SocketTimeoutException after the deadline, the connection aborted
     */
    boolean finish(SocketExchange exchange, Connection connection, long deadline) throws IOException {
        if (bodyInFirst == body.length) {
            return true;
        }
        try {
            return hasWrittenRest(exchange, connection, deadline);
        } catch (IOException e) {
            throw connection.alarm().hasRung() ? new SocketTimeoutException("the request was not taken in time") : e;
        } finally {
            connection.alarm().off();
        }
    }

    private boolean hasWrittenRest(SocketExchange exchange, Connection connection, long deadline) throws IOException {
        for (int i = bodyInFirst; i < body.length; i += PART) {
            if (exchange.isAnswered(connection)) {
                return false;
            }
            connection.alarm().set(deadline);
            connection.out().write(body, i, Math.min(PART, body.length - i));
        }
        return true;
    }
}
