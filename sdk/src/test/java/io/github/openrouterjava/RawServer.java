package io.github.openrouterjava;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.http.Headers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLServerSocket;

/**
 * A server for tests that sends exactly the bytes it is told to.
 *
 * <p>It runs the script once for each connection, on a thread of its own, and closes the connection after it (as a
 * reset, as TCP has it, where bytes of the client were left unread). An {@link IOException} in the script is taken as the client's leaving; anything else that it throws, {@link #close}
 * throws again.
 */
public final class RawServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Script script;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** What the server does with one connection. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws Exception;
    }

    /** A request as it came. */
    public record Request(String method, String target, Headers headers, byte[] body) {
        public String text() {
            return new String(body, UTF_8);
        }
    }

    private RawServer(ServerSocket socket, Script script) {
        this.socket = socket;
        this.script = script;
    }

    /** A server on a free port of the loopback address. */
    public static RawServer answering(Script script) throws IOException {
        return over(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** A server on this socket, which may be one for TLS. */
    public static RawServer over(ServerSocket socket, Script script) {
        var server = new RawServer(socket, script);
        Thread.ofVirtual().name("raw-server").start(server::accept);
        return server;
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** An address on this server, {@code https} for one with TLS; the path starts with a slash. */
    public URI uri(String path) {
        String scheme = socket instanceof SSLServerSocket ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + port() + path);
    }

    /** How many connections have been accepted. */
    public int connections() {
        return connections.get();
    }

    /** How many connections are open at this end. */
    public int openConnections() {
        return open.size();
    }

    /** The head of an HTTP/1.1 response, from names and values in turn. */
    public static String head(int status, String... namesAndValues) {
        var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\n");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            head.append(namesAndValues[i])
                    .append(": ")
                    .append(namesAndValues[i + 1])
                    .append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** One chunk of the chunked coding. */
    public static String chunk(String text) {
        return Integer.toHexString(text.getBytes(UTF_8).length) + "\r\n" + text + "\r\n";
    }

    /** The end of the chunked coding. */
    public static String lastChunk() {
        return "0\r\n\r\n";
    }

    /** The head of a response in the chunked coding. */
    public static String chunkedHead() {
        return head(200, "Transfer-Encoding", "chunked");
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = new Connection(socket.accept());
                connections.incrementAndGet();
                open.add(connection);
                Thread.ofVirtual().name("raw-connection").start(() -> serve(connection));
            } catch (IOException e) {
                // The server is closed, or the client left before it was accepted.
            }
        }
    }

    private void serve(Connection connection) {
        try (connection) {
            script.run(connection);
            connection.flush();
        } catch (IOException e) {
            // The client has left.
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        } finally {
            open.remove(connection);
        }
    }

    /** Ends all connections; throws what a script threw. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Connection connection : new ArrayList<>(open)) {
            connection.close();
        }
        if (failure.get() != null) {
            throw new AssertionError("a script failed", failure.get());
        }
    }

    /** One client's connection. */
    public static final class Connection implements AutoCloseable {
        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private volatile boolean left;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = new BufferedOutputStream(socket.getOutputStream());
            socket.setTcpNoDelay(true);
        }

        /** @throws EOFException where the client left instead */
        public Request readRequest() throws IOException {
            Request head = readHead();
            String length = head.headers().first("Content-Length");
            byte[] body = in.readNBytes(length == null ? 0 : Integer.parseInt(length));
            return new Request(head.method(), head.target(), head.headers(), body);
        }

        /** As {@link #readRequest()}, without the body. */
        public Request readHead() throws IOException {
            String[] line = readLine().split(" ", 3);
            var headers = new ArrayList<Headers.Field>();
            for (String field = readLine(); !field.isEmpty(); field = readLine()) {
                int colon = field.indexOf(':');
                headers.add(new Headers.Field(
                        field.substring(0, colon), field.substring(colon + 1).strip()));
            }
            return new Request(line[0], line[1], new Headers(headers), new byte[0]);
        }

        /** Reads so many bytes, whatever they are. */
        public byte[] read(int count) throws IOException {
            return in.readNBytes(count);
        }

        /** Passes on what comes, both ways, to a server on this machine, until one of the two leaves. */
        public void pipeTo(int port) throws IOException {
            try (var target = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofVirtual().start(() -> {
                    try {
                        target.getInputStream().transferTo(socket.getOutputStream());
                        close();
                    } catch (IOException e) {
                        // One of the two has left.
                    }
                });
                in.transferTo(target.getOutputStream());
            }
        }

        private String readLine() throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException();
                }
                line.append((char) c);
            }
            line.setLength(line.length() - 1); // the CR
            return line.toString();
        }

        /** Writes without sending: {@link #flush} does. */
        public Connection write(String text) throws IOException {
            return write(text.getBytes(UTF_8));
        }

        public Connection write(byte[] bytes) throws IOException {
            out.write(bytes);
            return this;
        }

        public void flush() throws IOException {
            out.flush();
        }

        /** Writes and sends. */
        public void send(String text) throws IOException {
            write(text).flush();
        }

        /** Waits until the client closed or reset the connection, passing over what it sends; false if it did not. */
        public boolean awaitClosedByPeer(Duration longest) throws IOException {
            long end = System.nanoTime() + longest.toNanos();
            try {
                do {
                    long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                    socket.setSoTimeout((int) Math.max(1, left));
                } while (in.read() >= 0);
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return !left;
            }
        }

        /** Closes the connection with a reset; what was sent but not yet taken may be lost on the way. */
        public void reset() throws IOException {
            left = true;
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            left = true;
            socket.close();
        }
    }
}
