package io.github.openrouterjava.compare.speed;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Plain sockets, used again, whose chunked bodies are taken out of their framing by hand. */
final class BareSockets implements Subject.Caller {
    private final URI uri;
    private final byte[] request;
    private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();

    BareSockets(URI uri) {
        this.uri = uri;
        var head = new StringBuilder("POST ").append(uri.getRawPath());
        head.append(" HTTP/1.1\r\nHost: ").append(uri.getAuthority());
        head.append("\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: ");
        head.append(BareSpeed.BODY.length()).append("\r\n\r\n").append(BareSpeed.BODY);
        request = head.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void stream(Taker taker) throws IOException {
        Connection connection = idle.poll();
        if (connection == null) connection = new Connection(connect());
        if (connection.stream(request, taker)) idle.add(connection);
    }

    private Socket connect() throws IOException {
        var socket = new Socket(uri.getHost(), uri.getPort());
        socket.setTcpNoDelay(true);
        if (!uri.getScheme().equals("https")) return socket;
        var tls = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(socket, uri.getHost(), uri.getPort(), true);
        SSLParameters checked = tls.getSSLParameters();
        checked.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(checked);
        return tls;
    }

    /** One connection and its buffer. */
    private static final class Connection {
        private final Socket socket;
        private final InputStream in;
        private final byte[] buffer = new byte[16 * 1024];
        private int from;
        private int to;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            in = socket.getInputStream();
        }

        /** True where the connection can be used again. */
        boolean stream(byte[] request, Taker taker) throws IOException {
            socket.getOutputStream().write(request);
            boolean closes = head();
            long bytes = 0;
            long lines = 0;
            boolean stamped = taker.stamped();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                bytes += size;
                if (stamped) {
                    while (to - from < size) fill();
                    taker.stamp(Stamp.of(buffer, from, from + size));
                }
                for (int left = size; left > 0; ) {
                    if (from == to) fill();
                    int end = Math.min(to, from + left);
                    left -= end - from;
                    lines += ends(buffer, from, end);
                    from = end;
                }
                endOfLine();
            }
            endOfLine();
            if (closes) socket.close();
            taker.scanned(bytes, lines);
            return !closes;
        }

        private static int ends(byte[] buffer, int from, int to) {
            int ends = 0;
            for (int i = from; i < to; i++) if (buffer[i] == '\n') ends++;
            return ends;
        }

        /** Reads the head; true where it ends with the one line that says so, as this server's does. */
        private boolean head() throws IOException {
            int before = 0;
            for (int length = line(); length > 0; length = line()) before = length;
            return before == "Connection: close".length();
        }

        /** Reads to the end of a line, and says how long it was. */
        private int line() throws IOException {
            int length = 0;
            while (next() != '\n') length++;
            return length - 1;
        }

        private int chunkSize() throws IOException {
            int size = 0;
            for (int digit = next(); digit != '\r'; digit = next()) size = 16 * size + Character.digit(digit, 16);
            next();
            return size;
        }

        private void endOfLine() throws IOException {
            next();
            next();
        }

        private int next() throws IOException {
            if (from == to) fill();
            return buffer[from++];
        }

        /** Reads more behind what is left. */
        private void fill() throws IOException {
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, to - from);
                to -= from;
                from = 0;
            }
            int count = in.read(buffer, to, buffer.length - to);
            if (count < 0) throw new EOFException();
            to += count;
        }
    }
}
