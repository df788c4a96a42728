package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A server that plays the scenarios of the catalogue over raw sockets of the loopback address, to any client.
 *
 * <p>{@code POST …/chat/completions} with the model {@code conformance/<name>} is answered as that scenario says: the
 * first request by its first play, the next by its second, and so on in a circle. {@code GET /conformance} lists the
 * scenarios, {@code GET /conformance/<name>} gives one whole. A base URL such as {@code /runs/<any id>/api/v1} counts
 * apart from all others, and {@code GET /runs/<id>} says how many requests and connections came by it, and what the
 * latest requests said. The counts of the last {@value #RUNS} ids are kept, and the requests of the last few thousand.
 *
 * <p>Safe for use by several threads. Each connection has a virtual thread.
 */
public final class ScenarioServer implements AutoCloseable {
    private static final int RUNS = 10_000;

    private final ServerSocket socket;
    private final Catalogue catalogue;
    private final Map<String, Run> runs = Run.latest(RUNS);
    private final Bodies bodies = new Bodies();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private ScenarioServer(ServerSocket socket, Catalogue catalogue) {
        this.socket = socket;
        this.catalogue = catalogue;
    }

    /**
     * A server that accepts connections.
     *
     * @param port 0 for any that is free
     * @throws IOException where the port can't be had
     */
    public static ScenarioServer start(int port, Catalogue catalogue) throws IOException {
        var socket = new ServerSocket(port, 1000, InetAddress.getLoopbackAddress());
        var server = new ScenarioServer(socket, catalogue);
        Thread.ofVirtual().name("conformance").start(server::accept);
        return server;
    }

    /** Its address, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** How many requests came by the base URL {@code /runs/<id>/…}. */
    public int requests(String run) {
        return run(run).requests();
    }

    /** How many connections carried these requests. */
    public int connections(String run) {
        return run(run).connections();
    }

    /** The body of the last request that asked for a scenario by this base URL; empty where none is kept. */
    public JsonObject sent(String run) {
        return bodies.last(run);
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open) {
            connection.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                open.add(connection);
                if (socket.isClosed()) {
                    connection.close(); // it came while this server was closed
                }
                Thread.ofVirtual().name("conformance").start(() -> serve(connection));
            } catch (IOException e) {
                // This server is closed, or the client left before it was accepted.
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            var carried = new HashSet<Run>();
            try {
                for (boolean more = true; more; ) {
                    Incoming request = Incoming.read(in);
                    more = answer(request, connection, carried) && !request.last();
                }
            } catch (ProtocolException wrong) {
                reply(400, error(400, wrong.getMessage()), connection);
            }
        } catch (IOException e) {
            // The client has left, and the run's counts say what it asked until then.
        } finally {
            open.remove(connection);
        }
    }

    private boolean answer(Incoming request, Socket connection, Set<Run> carried) throws IOException {
        String[] path = request.path().substring(1).split("/", -1);
        String run = path.length > 1 && path[0].equals("runs") ? path[1] : "";
        boolean get = request.method().equals("GET");
        if (request.method().equals("POST") && request.path().endsWith("/chat/completions")) {
            String model = model(request);
            Scenario scenario = catalogue.scenario(model.replaceFirst("^conformance/", ""));
            if (scenario == null) {
                String there = "there is no '" + model + "' here; GET /conformance lists what there is";
                return reply(404, error(404, "model: " + there), connection);
            }
            bodies.add(run, request.body());
            return Performance.give(scenario.play(run(run).count(scenario.name(), carried)), connection);
        }
        if (get && path.length == 1 && path[0].equals("conformance")) {
            return reply(200, list(), connection);
        }
        if (get && path.length == 2 && path[0].equals("conformance")) {
            Scenario scenario = catalogue.scenario(path[1]);
            return scenario == null
                    ? reply(404, error(404, "there is no scenario '" + path[1] + "'"), connection)
                    : reply(200, scenario.json(), connection);
        }
        if (get && path.length == 2 && path[0].equals("runs")) {
            return reply(200, run(run).json().with("sent", bodies.of(run)), connection);
        }
        return reply(404, error(404, "there is no " + request.method() + " " + request.path()), connection);
    }

    /** The model that is asked for; empty where the request names none. */
    private static String model(Incoming request) {
        try {
            String model = Json.parse(request.body()) instanceof JsonObject body ? body.string("model") : null;
            return model == null ? "" : model;
        } catch (JsonException e) {
            return "";
        }
    }

    private Run run(String id) {
        synchronized (runs) {
            return runs.computeIfAbsent(id, unseen -> new Run());
        }
    }

    private JsonObject list() {
        List<Json> all = catalogue.scenarios().stream()
                .<Json>map(scenario -> JsonObject.of("name", Json.of(scenario.name()))
                        .with("group", Json.of(scenario.group()))
                        .with("model", Json.of(scenario.model()))
                        .with("claim", Json.of(scenario.claim())))
                .toList();
        return JsonObject.of("scenarios", new JsonArray(all));
    }

    private static JsonObject error(int code, @Nullable String message) {
        return JsonObject.of(
                "error", JsonObject.of("code", Json.of(code)).with("message", Json.of(String.valueOf(message))));
    }

    private static boolean reply(int status, JsonObject body, Socket connection) throws IOException {
        var described = JsonObject.of("status", Json.of(status))
                .with("framing", Json.of("length"))
                .with("headers", JsonObject.of("Content-Type", Json.of("application/json")))
                .with("steps", new JsonArray(List.of(JsonObject.of("json", body))));
        return Performance.give(Play.of(described, ""), connection);
    }
}
