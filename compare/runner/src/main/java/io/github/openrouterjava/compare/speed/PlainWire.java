package io.github.openrouterjava.compare.speed;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Bytes as they are. */
record PlainWire(SocketChannel channel) implements Wire {
    @Override
    public void read(ByteBuffer into) throws IOException {
        if (channel.read(into) < 0) throw new EOFException();
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) if (channel.write(from) == 0) return false;
        return true;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException gone) {
            // so it is closed
        }
    }
}
