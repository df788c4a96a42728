package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** Stands before a server, and lets through as many bytes of its answers as the test allows. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CompletableFuture<Socket> client = new CompletableFuture<>();
    private final Socket server;
    private final Semaphore allowed = new Semaphore(1 << 30);
    private final Semaphore passed = new Semaphore(0);

    Relay(int port) throws IOException {
        server = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().start(() -> {
            try {
                Socket accepted = listening.accept();
                accepted.setTcpNoDelay(true);
                client.complete(accepted);
                Thread.ofVirtual().start(() -> copyDown(accepted));
                accepted.getInputStream().transferTo(server.getOutputStream());
            } catch (IOException e) {
                return; // the test is over
            }
        });
    }

    private void copyDown(Socket accepted) {
        try {
            InputStream in = server.getInputStream();
            OutputStream out = accepted.getOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                allowed.acquire();
                out.write(b);
                passed.release();
            }
        } catch (IOException | InterruptedException e) {
            return; // the test is over
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Lets nothing through any more. */
    void hold() {
        allowed.drainPermits();
    }

    void allow(int bytes) {
        allowed.release(bytes);
    }

    /** Lets so many bytes through, and comes back when they are. */
    void pass(int bytes) throws InterruptedException {
        passed.drainPermits();
        allowed.release(bytes);
        passed.acquire(bytes);
    }

    /** Ends what the client receives, without a word of the server's. */
    void cut() throws IOException {
        client.join().shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        server.close();
        if (client.isDone()) {
            client.join().close();
        }
    }
}
