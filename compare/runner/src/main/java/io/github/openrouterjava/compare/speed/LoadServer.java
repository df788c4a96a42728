package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A server that is not the bottleneck: one thread, one selector, answers made before they are asked for. In a process
 * of its own; its first line says at which ports it is, for plain text and for TLS, and it ends with its stdin.
 */
public final class LoadServer {
    private static final int BACKLOG = 4096;
    private static final long MILLI = 1_000_000;

    private final Selector selector = Selector.open();
    private final PriorityQueue<PacedStream> due = new PriorityQueue<>();
    private final Map<String, Replies> replies = new HashMap<>();
    private final @Nullable SSLContext tls;

    private LoadServer(@Nullable SSLContext tls) throws IOException {
        this.tls = tls;
    }

    /** With the argument FILE, the key store whose key is for TLS. */
    public static void main(String... args) throws Exception {
        var server = new LoadServer(args.length == 0 ? null : Certificate.context(Path.of(args[0])));
        int plain = server.listen(false);
        int secure = args.length == 0 ? 0 : server.listen(true);
        System.out.println(plain + " " + secure);
        Thread.ofPlatform().daemon().start(LoadServer::endWithStdin);
        server.loop();
    }

    private static void endWithStdin() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException ended) {
            // as at its end
        }
        System.exit(0);
    }

    private int listen(boolean secure) throws IOException {
        var listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT, secure);
        return listening.socket().getLocalPort();
    }

    private void loop() throws IOException {
        while (true) {
            long wait = sendWhatIsDue();
            if (wait >= MILLI) {
                selector.select(this::ready, wait / MILLI);
            } else {
                if (wait > 0) LockSupport.parkNanos(wait); // a selector waits for whole milliseconds
                selector.selectNow(this::ready);
            }
        }
    }

    /** Sends the pieces whose time has come; says for how long none will be, in nanoseconds. */
    private long sendWhatIsDue() {
        long now = System.nanoTime();
        for (PacedStream next = due.peek(); next != null; next = due.peek()) {
            if (next.due() > now) return next.due() - now;
            due.poll();
            if (next.send()) due.add(next);
        }
        return 1000 * MILLI;
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) accept((ServerSocketChannel) key.channel(), key.attachment() == Boolean.TRUE);
            else ((Connection) key.attachment()).ready();
        } catch (IOException gone) {
            key.cancel();
            if (key.attachment() instanceof Connection connection) connection.close();
        }
    }

    private void accept(ServerSocketChannel listening, boolean secure) throws IOException {
        for (SocketChannel channel = listening.accept(); channel != null; channel = listening.accept()) {
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Wire wire = secure && tls != null ? new TlsWire(channel, tls) : new PlainWire(channel);
            key.attach(new Connection(key, wire, this));
        }
    }

    /** Begins the answer that the first part of the path asks for. */
    void answer(Connection connection, String path) throws IOException {
        Replies reply = replies.computeIfAbsent(path.split("/")[1], name -> new Replies(Script.parse(name)));
        if (reply.script().paced()) {
            connection.send(reply.beginning());
            due.add(new PacedStream(connection, reply));
        } else {
            connection.send(reply.next());
            if (reply.script().kind() == Script.Kind.ONCE) connection.end();
        }
    }
}
