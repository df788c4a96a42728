package io.github.openrouterjava.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A server whose queue of connections is full, so that the next one is never made. */
public final class FullServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> queue = new ArrayList<>();

    public FullServer() throws IOException {
        try {
            for (int i = 0; i < 20; i++) {
                var socket = new Socket();
                queue.add(socket);
                socket.connect(server.getLocalSocketAddress(), 200);
            }
        } catch (SocketTimeoutException e) {
            return;
        }
        throw new AssertionError("the queue does not fill");
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : queue) {
            socket.close();
        }
        server.close();
    }
}
