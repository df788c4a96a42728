package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A whole response, read as bytes and looked at with a JSON library that is not ours. */
record Response(HttpResponseHead head, String body) {
    static final ObjectMapper JSON = new ObjectMapper();

    static Response to(String request) throws IOException {
        return of(post(request));
    }

    static Response of(HttpRequest request) throws IOException {
        try (Exchange exchange = new OfflineTransport().open(request)) {
            return read(exchange);
        }
    }

    static Response read(Exchange exchange) throws IOException {
        var head = exchange.head(Exchange.NEVER, Exchange.NEVER);
        var body = new ByteArrayOutputStream();
        var buffer = new byte[100];
        for (int n; (n = exchange.read(buffer, 0, buffer.length, Exchange.NEVER)) >= 0; ) {
            body.write(buffer, 0, n);
        }
        return new Response(head, body.toString(UTF_8));
    }

    static HttpRequest post(String body) {
        return new HttpRequest(
                "POST",
                URI.create("https://offline.invalid/api/v1/chat/completions"),
                Headers.NONE,
                body.getBytes(UTF_8));
    }

    /** A streaming request to this model with one message and perhaps more members. */
    static String request(String model, String question, String more) throws IOException {
        return "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":%s}]%s}"
                .formatted(model, JSON.writeValueAsString(question), more);
    }

    /** The body's blocks between blank lines: comments and events. */
    List<String> blocks() {
        return Arrays.asList(body.split("\n\n"));
    }

    List<JsonNode> chunks() throws IOException {
        var chunks = new ArrayList<JsonNode>();
        for (String block : blocks()) {
            if (block.startsWith("data: {")) {
                chunks.add(JSON.readTree(block.substring("data: ".length())));
            }
        }
        return chunks;
    }

    List<JsonNode> deltas() throws IOException {
        return chunks().stream()
                .map(c -> c.at("/choices/0/delta"))
                .filter(d -> !d.isMissingNode())
                .toList();
    }

    /** What this pointer finds in the deltas, joined. */
    String joined(String pointer) throws IOException {
        var text = new StringBuilder();
        deltas().forEach(delta -> text.append(delta.at(pointer).asText("")));
        return text.toString();
    }

    String text() throws IOException {
        return joined("/content");
    }

    String finishReason() throws IOException {
        var reasons = chunks().stream()
                .map(c -> c.at("/choices/0/finish_reason"))
                .filter(JsonNode::isTextual)
                .toList();
        return reasons.size() == 1 ? reasons.getFirst().asText() : "not one: " + reasons;
    }

    JsonNode usage() throws IOException {
        return chunks().getLast().path("usage");
    }

    JsonNode json() throws IOException {
        return JSON.readTree(body);
    }
}
