package io.github.openrouterjava.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** Writes one request: at first its head with as much of the body as one record of TLS takes, then the rest. */
final class RequestWriter implements Closeable {
    private static final int FIRST = 16 << 10;
    /** Between parts of that size it hears of a server that has already answered. */
    private static final int PART = 64 << 10;

    private final RequestBody body;
    private final InputStream rest;
    private final byte[] first;
    private final int bodyInFirst;

    /** @throws RequestBodyException where the body's beginning can't be read */
    RequestWriter(byte[] head, RequestBody body) throws IOException {
        this.body = body;
        this.bodyInFirst = (int) Math.min(body.length(), Math.max(0, FIRST - head.length));
        this.first = Arrays.copyOf(head, head.length + bodyInFirst);
        this.rest = body.open();
        try {
            rest.readNBytes(first, head.length, bodyInFirst);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Writes the beginning, for which an idle connection has room; where this fails, the server knows no request. */
    void begin(Connection connection) throws IOException {
        connection.out().write(first, 0, first.length);
    }

    /**
     * Writes what is left, unless the exchange is answered before.
     *
     * @return whether the request is whole
     * @throws SocketTimeoutException after the deadline, the connection aborted
     * @throws RequestBodyException where the rest can't be read
     */
    boolean finish(SocketExchange exchange, Connection connection, long deadline) throws IOException {
        if (bodyInFirst == body.length()) {
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
        byte[] array = body.array(); // what is in memory is written from there
        byte[] part = array == null ? new byte[(int) Math.min(PART, body.length() - bodyInFirst)] : array;
        for (long at = bodyInFirst; at < body.length(); at += PART) {
            if (exchange.isAnswered(connection)) {
                return false;
            }
            connection.alarm().set(deadline);
            int length = (int) Math.min(PART, body.length() - at);
            if (array == null) {
                rest.readNBytes(part, 0, length);
            }
            connection.out().write(part, array == null ? 0 : (int) at, length);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            rest.close();
        } catch (IOException ignored) {
            return; // nothing was written to it
        }
    }
}
