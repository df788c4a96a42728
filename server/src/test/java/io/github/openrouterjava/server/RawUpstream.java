package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers with bytes: each request on a connection of its own, which ends with the answer. */
final class RawUpstream implements AutoCloseable {
    /** What is done with a request. */
    interface Play {
        void to(Socket client) throws Exception;
    }

    private final ServerSocket listening;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> clients = new CopyOnWriteArrayList<>();
    private final Play[] plays;

    /** @param plays one a request, the last for all further ones */
    RawUpstream(Play... plays) throws IOException {
        this.plays = plays;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    static Play sends(String bytes) {
        return client -> client.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    }

    static String answer(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static String events(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body;
    }

    String baseUrl() {
        return "http://127.0.0.1:" + listening.getLocalPort() + "/v1";
    }

    /** Head and body of each request so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket client) {
        try (client) {
            String request = request(client.getInputStream());
            int number;
            synchronized (requests) {
                number = requests.size();
                requests.add(request);
            }
            plays[Math.min(number, plays.length - 1)].to(client);
        } catch (Exception clientLeft) {
            return; // or it is closed
        }
    }

    private static String request(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
        }
        String text = head.toString(ISO_8859_1);
        String length = text.replaceFirst("(?is)^(?!.*content-length:).*|.*content-length: *([0-9]+).*", "0$1");
        return text + new String(in.readNBytes(Integer.parseInt(length)), ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket client : clients) {
            client.close();
        }
    }
}
