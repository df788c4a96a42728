package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One connection of the server: requests in, answers out. */
final class Connection {
    private static final int LONGEST_REQUEST = 16 * 1024;

    private final SelectionKey key;
    private final Wire wire;
    private final LoadServer server;
    private final ByteBuffer request = ByteBuffer.allocate(LONGEST_REQUEST);
    private final ArrayDeque<ByteBuffer> unsent = new ArrayDeque<>();
    private boolean ending;

    Connection(SelectionKey key, Wire wire, LoadServer server) {
        this.key = key;
        this.wire = wire;
        this.server = server;
    }

    /** Reads what has come and sends what could not be sent before. */
    void ready() throws IOException {
        if (key.isReadable()) {
            wire.read(request);
            String path = requested();
            if (path != null) server.answer(this, path);
        }
        if (key.isValid() && key.isWritable()) flush();
    }

    /** Sends parts, whose bytes will not change, one behind the other. */
    void send(List<ByteBuffer> parts) throws IOException {
        for (ByteBuffer part : parts) unsent.add(part.duplicate());
        flush();
    }

    /** Sends bytes that may change after this. */
    void send(ByteBuffer bytes) throws IOException {
        ByteBuffer part = bytes.duplicate();
        if (unsent.isEmpty() && wire.write(part)) return;
        unsent.add(ByteBuffer.allocate(part.remaining()).put(part).flip());
        flush();
    }

    /** Closes it as soon as all is sent. */
    void end() throws IOException {
        ending = true;
        flush();
    }

    void close() {
        wire.close();
    }

    private void flush() throws IOException {
        while (!unsent.isEmpty() && wire.write(unsent.getFirst())) unsent.removeFirst();
        boolean done = unsent.isEmpty();
        if (done && ending) {
            close();
            return;
        }
        int interest = done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != interest) key.interestOps(interest);
    }

    /** The path of a request that is whole, which then is taken out; otherwise null. */
    private @Nullable String requested() throws IOException {
        String came = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
        int body = came.indexOf("\r\n\r\n") + 4;
        if (body < 4) {
            if (!request.hasRemaining()) throw new IOException("too long a request");
            return null;
        }
        String head = came.substring(0, body).toLowerCase(Locale.ROOT);
        int length = head.indexOf("\r\ncontent-length:");
        if (length < 0) throw new IOException("a request without a length");
        int size = Integer.parseInt(
                head.substring(length + 17, head.indexOf("\r\n", length + 17)).strip());
        if (came.length() < body + size) return null;
        request.clear();
        return came.split(" ", 3)[1];
    }
}
