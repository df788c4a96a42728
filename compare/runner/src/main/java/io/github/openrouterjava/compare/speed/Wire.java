package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection's way of moving bytes, plain or in TLS. Nothing of it waits. */
interface Wire extends AutoCloseable {
    /**
     * Adds what has come.
     *
     * @throws IOException also where nothing more will come
     */
    void read(ByteBuffer into) throws IOException;

    /** Sends as much as can be taken; true where that was all. */
    boolean write(ByteBuffer from) throws IOException;

    @Override
    void close();
}
