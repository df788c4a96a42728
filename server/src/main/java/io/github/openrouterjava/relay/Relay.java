package io.github.openrouterjava.relay;

import static java.util.stream.Collectors.joining;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.PacedExchange;
import io.github.openrouterjava.playback.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Passes chat completions on to other servers, and what they answer back, byte for byte as it comes and no faster than it is
 * read.
 *
 * <p>Each of a request's models, {@code model} and then those of {@code models}, is asked for at each upstream in turn, until
 * one answers without an error. An answer that could be another's is held back until its first content, or its end; the last
 * one's is passed on whatever it is. Who sends {@code Retry-After} is passed over for that long; where all have sent it, that
 * is what the client is told.
 */
public final class Relay implements Transport, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5); // with all their lists of models
    private static final int LONGEST_LIST = 16 << 20;

    /** By which it knows a request that it has passed on before (RFC 9110, section 7.6.3). */
    private final String name = "openrouter-" + UUID.randomUUID();

    private final SocketTransport sockets = new SocketTransport();
    private final Rests rests = new Rests();
    private final List<Upstream> upstreams;
    private final boolean passesKeys;
    private final Consumer<String> log;
    private final Patience patience;

    /**
     * @param upstreams at least one, in the order in which they are asked
     * @param passesKeys whether an upstream without a key gets the client's
     * @param log is told of upstreams that failed
     */
    public Relay(List<Upstream> upstreams, boolean passesKeys, Consumer<String> log) {
        this(upstreams, passesKeys, log, Patience.USUAL);
    }

    Relay(List<Upstream> upstreams, boolean passesKeys, Consumer<String> log, Patience patience) {
        this.patience = patience;
        this.upstreams = List.copyOf(upstreams);
        this.passesKeys = passesKeys;
        this.log = log;
    }

    @Override
    public Exchange open(HttpRequest request) {
        String via = via(request.headers());
        if (via.contains(name)) {
            String loop = "this server has been named as its own upstream";
            return new PacedExchange(() -> Reply.error(508, loop, JsonObject.EMPTY));
        }
        HttpRequest passed = new HttpRequest(
                request.method(), request.uri(), request.headers().with("Via", via + "1.1 " + name), request.body());
        return new RelayExchange(passed, Attempt.of(passed, upstreams, passesKeys), sockets, rests, log, patience);
    }

    private static String via(Headers headers) {
        return headers.fields().stream()
                .filter(field -> field.name().equalsIgnoreCase("via"))
                .map(field -> field.value() + ", ")
                .collect(joining());
    }

    /** What the upstreams list as their models to whoever brings these headers; one that can't be asked is told of. */
    public List<JsonObject> models(Headers brought) {
        var all = new ArrayList<JsonObject>();
        if (via(brought).contains(name)) {
            return all; // one of them is this server
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Upstream upstream : upstreams) {
            try {
                all.addAll(models(upstream, brought, deadline));
            } catch (IOException | JsonException failure) {
                log.accept("upstream " + upstream + " lists no models: " + failure);
            }
        }
        return all;
    }

    private List<JsonObject> models(Upstream upstream, Headers brought, long deadline) throws IOException {
        String authorization = upstream.authorization(passesKeys ? brought : Headers.NONE);
        Headers via = Headers.of("Via", via(brought) + "1.1 " + name);
        Headers headers = authorization == null ? via : via.with("Authorization", authorization);
        try (Exchange exchange = sockets.open(new HttpRequest("GET", upstream.at("/models"), headers, new byte[0]))) {
            int status = exchange.head(deadline, deadline).status();
            if (status != 200) {
                throw new IOException("HTTP " + status);
            }
            var body = new ByteArrayOutputStream();
            byte[] piece = new byte[64 << 10];
            for (int count; (count = exchange.read(piece, 0, piece.length, deadline)) >= 0; ) {
                body.write(piece, 0, count);
                if (body.size() > LONGEST_LIST) {
                    throw new IOException("more than " + LONGEST_LIST + " bytes");
                }
            }
            JsonArray data = Json.parse(body.toByteArray()) instanceof JsonObject list ? list.array("data") : null;
            if (data == null) {
                throw new IOException("no list");
            }
            return data.elements().stream()
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast)
                    .toList();
        }
    }

    /** Ends all that goes on. */
    @Override
    public void close() {
        sockets.close();
    }
}
