package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says what a test wants, one connection per request, on a port of its own. */
final class FakeServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What the server sends, head and body. */
    interface Script {
        void play(OutputStream out) throws IOException, InterruptedException;
    }

    FakeServer(Script script) {
        this.script = script;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    /** One that answers so. */
    static FakeServer answering(String status, String headers, String body) {
        return new FakeServer(out -> send(out, head(status, headers) + body));
    }

    /** One that streams these events. */
    static FakeServer streaming(String... events) {
        return answering(
                "200 OK", "Content-Type: text/event-stream\r\n", "data: " + String.join("\n\ndata: ", events) + "\n\n");
    }

    /** One that streams these one after the other, each as {@link Events} has it, and the last for ever. */
    static FakeServer inTurn(String... streams) {
        var turn = new AtomicInteger();
        return new FakeServer(out -> send(
                out,
                head("200 OK", "Content-Type: text/event-stream\r\n")
                        + streams[Math.min(turn.getAndIncrement(), streams.length - 1)]));
    }

    static String head(String status, String headers) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\n\r\n";
    }

    static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** Its base URL. */
    String url() {
        return "http://localhost:" + listening.getLocalPort() + "/api/v1";
    }

    /** The requests that came, head and body. */
    List<String> requests() {
        return requests;
    }

    /** The body of a request, counted from 0. */
    JsonObject body(int number) {
        return (JsonObject) Json.parse(requests.get(number).replaceFirst("(?s).*?\r\n\r\n", ""));
    }

    /** The last message of a request, in which a tool's result is. */
    JsonObject lastMessage(int number) {
        return (JsonObject) body(number).array("messages").elements().getLast();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> answer(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket socket) {
        try (socket) {
            requests.add(request(socket.getInputStream()));
            script.play(socket.getOutputStream());
        } catch (IOException gone) {
            return; // a client may hang up at any moment
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String request(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.append((char) b);
        }
        String length = head.toString().replaceFirst("(?is).*\r\ncontent-length: *([0-9]+).*", "$1");
        return head + new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
