package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection to a server, or the beginning of one. One thread uses it; any may abort it. */
final class Connection implements Abortable {
    private final Route route;
    private final Socket socket;
    private final Alarm alarm = new Alarm(this);
    private @Nullable Received received;
    private @Nullable OutputStream out;
    private boolean reused;
    private long idleSince;

    Connection(Route route, Socket socket) {
        this.route = route;
        this.socket = socket;
    }

    /** Connects by TCP, and no further. */
    void connect(SocketAddress address, int millis) throws IOException {
        socket.connect(address, millis);
        socket.setTcpNoDelay(true);
        received = new Received(new TimedInput(socket.getInputStream(), alarm));
        out = socket.getOutputStream();
    }

    /** Goes on through TLS. */
    void through(InputStream decoded, OutputStream encoded) {
        received().through(decoded);
        out = encoded;
    }

    Route route() {
        return route;
    }

    Socket socket() {
        return socket;
    }

    Received received() {
        return Objects.requireNonNull(received);
    }

    Alarm alarm() {
        return alarm;
    }

    OutputStream out() {
        return Objects.requireNonNull(out);
    }

    /** True where it has served an exchange before. */
    boolean isReused() {
        return reused;
    }

    /** Marks it as idle from now on. */
    void rest(long nanoTime) {
        reused = true;
        idleSince = nanoTime;
    }

    long idleSince() {
        return idleSince;
    }

    /**
     * True where an idle connection has ended, or holds something that nobody asked for: the end of a TLS session, or a
     * server's parting words.
     */
    boolean isStale() {
        try {
            SocketChannel channel = socket.getChannel();
            if (channel != null) {
                channel.configureBlocking(false);
                boolean stale = channel.read(ByteBuffer.allocate(1)) != 0;
                channel.configureBlocking(true);
                return stale;
            }
            socket.setSoTimeout(1);
            return socket.getInputStream().read(new byte[1]) != 0;
        } catch (SocketTimeoutException quiet) {
            return false;
        } catch (IOException broken) {
            return true;
        }
    }

    /** Ends it in peace. Under TLS without a word of parting: each answer's end was clear, and writing may block. */
    void close() {
        alarm.cancel();
        try {
            socket.close();
        } catch (IOException ignored) {
            return; // it is as closed as it can be
        }
    }

    /** Resets the connection, so that the server sees at once that nobody listens, whatever is still on the way. */
    @Override
    public void abort() {
        alarm.cancel();
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException notOpen) {
            close();
            return;
        }
        close();
    }
}
