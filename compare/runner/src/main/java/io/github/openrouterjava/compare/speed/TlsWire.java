package io.github.openrouterjava.compare.speed;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;

/** Bytes in TLS, by an engine on the server's one thread: a record for each write, or more where it is long. */
final class TlsWire implements Wire {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final PlainWire below;
    private final SSLEngine engine;
    private final ByteBuffer in;
    private final ByteBuffer out;

    TlsWire(SocketChannel channel, SSLContext context) throws IOException {
        below = new PlainWire(channel);
        engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.beginHandshake();
        int packet = engine.getSession().getPacketBufferSize();
        in = ByteBuffer.allocate(packet);
        out = ByteBuffer.allocateDirect(packet).limit(0);
    }

    @Override
    public void read(ByteBuffer into) throws IOException {
        below.read(in);
        in.flip();
        try {
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> engine.getDelegatedTask().run();
                    case NEED_WRAP -> wrap(NOTHING);
                    default -> {
                        if (!unwrap(into)) return;
                    }
                }
            }
        } finally {
            in.compact();
        }
    }

    /** False where nothing more can be taken out. */
    private boolean unwrap(ByteBuffer into) throws IOException {
        if (!in.hasRemaining()) return false;
        SSLEngineResult result = engine.unwrap(in, into);
        if (result.getStatus() == Status.CLOSED) throw new EOFException();
        return result.getStatus() == Status.OK;
    }

    @Override
    public boolean write(ByteBuffer from) throws IOException {
        while (below.write(out)) {
            if (!from.hasRemaining()) return true;
            wrap(from);
        }
        return false;
    }

    private void wrap(ByteBuffer from) throws IOException {
        if (!below.write(out)) throw new IOException("a client that does not read its handshake");
        out.clear();
        try {
            SSLEngineResult result = engine.wrap(from, out);
            boolean stuck = result.bytesProduced() == 0 && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
            if (result.getStatus() != Status.OK || stuck) throw new IOException("cannot wrap: " + result);
        } finally {
            out.flip();
        }
        below.write(out);
    }

    @Override
    public void close() {
        below.close();
    }
}
