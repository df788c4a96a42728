package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * What no relay in Java can be much cheaper than: bytes to and fro, nothing of them understood. One thread, one selector;
 * for each connection one to the upstream.
 */
public final class BareRelay {
    private static final int BACKLOG = 4096;

    private final InetSocketAddress upstream;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    private BareRelay(InetSocketAddress upstream) throws IOException {
        this.upstream = upstream;
    }

    /** Arguments: the upstream's base URL, and the port to listen at. It ends with its stdin. */
    public static void main(String... args) throws IOException {
        URI base = URI.create(args[0]);
        System.out.println(
                "relay=bare TCP relay\tversion=-\truntime=Java " + Runtime.version() + "\tpath=" + base.getRawPath());
        Thread.ofPlatform().daemon().start(BareRelay::endWithStdin);
        new BareRelay(new InetSocketAddress(base.getHost(), base.getPort())).run(Integer.parseInt(args[1]));
    }

    private static void endWithStdin() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException ended) {
            // as at its end
        }
        System.exit(0);
    }

    /** One direction of a connection: where its bytes go, and those that have found no room there. */
    private static final class Side {
        private final SocketChannel to;
        private ByteBuffer unsent = ByteBuffer.allocate(0);

        Side(SocketChannel to) {
            this.to = to;
        }
    }

    private void run(int port) throws IOException {
        var listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        while (true) selector.select(this::ready);
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) accept((ServerSocketChannel) key.channel());
            else if (key.isWritable()) flush(key);
            else if (key.isReadable()) pass(key);
        } catch (IOException gone) {
            end(key);
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        for (SocketChannel client = listening.accept(); client != null; client = listening.accept()) {
            SocketChannel server = SocketChannel.open(upstream); // on the loopback address: at once
            register(client, server);
            register(server, client);
        }
    }

    private void register(SocketChannel from, SocketChannel to) throws IOException {
        from.configureBlocking(false);
        from.socket().setTcpNoDelay(true);
        from.register(selector, SelectionKey.OP_READ, new Side(to));
    }

    private void pass(SelectionKey key) throws IOException {
        var side = (Side) key.attachment();
        if (((SocketChannel) key.channel()).read(buffer.clear()) < 0) {
            end(key);
            return;
        }
        side.to.write(buffer.flip());
        if (!buffer.hasRemaining()) return;
        side.unsent = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        key.interestOps(0); // no more until these are gone
        SelectionKey out = side.to.keyFor(selector);
        out.interestOps(out.interestOps() | SelectionKey.OP_WRITE);
    }

    private void flush(SelectionKey out) throws IOException {
        SelectionKey in = ((Side) out.attachment()).to.keyFor(selector);
        var side = (Side) in.attachment();
        side.to.write(side.unsent);
        if (side.unsent.hasRemaining()) return;
        out.interestOps(out.interestOps() & ~SelectionKey.OP_WRITE);
        in.interestOps(in.interestOps() | SelectionKey.OP_READ);
    }

    /** Where one side ends, nothing is left to be said by the other: answers here are whole before that. */
    private static void end(SelectionKey key) {
        try {
            ((Side) key.attachment()).to.close();
            key.channel().close();
        } catch (IOException gone) {
            // so it is closed
        }
    }
}
