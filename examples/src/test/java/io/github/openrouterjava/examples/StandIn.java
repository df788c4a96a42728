package io.github.openrouterjava.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.server.OfflineTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;

/** The offline models behind a real port, whatever model is asked for: programs that call openrouter.ai run against it. */
final class StandIn implements AutoCloseable {
    private final HttpServer server;
    private final OfflineTransport offline = new OfflineTransport();
    private final String model;

    /** @param model the offline model that answers */
    StandIn(String model) throws IOException {
        this.model = model;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/chat/completions", this::answer);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1";
    }

    private void answer(HttpExchange http) throws IOException {
        var asked = (JsonObject) Json.parse(http.getRequestBody().readAllBytes());
        byte[] body = asked.with("model", Json.of(model)).toBytes();
        var request = new HttpRequest("POST", URI.create(baseUrl() + "/chat/completions"), Headers.NONE, body);
        try (Exchange exchange = offline.open(request);
                OutputStream out = http.getResponseBody()) {
            var head = exchange.head(Exchange.NEVER, Exchange.NEVER);
            head.headers().fields().forEach(field -> http.getResponseHeaders().add(field.name(), field.value()));
            http.sendResponseHeaders(head.status(), 0);
            var buffer = new byte[8192];
            for (int n; (n = exchange.read(buffer, 0, buffer.length, Exchange.NEVER)) >= 0; ) {
                out.write(buffer, 0, n);
                out.flush();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
