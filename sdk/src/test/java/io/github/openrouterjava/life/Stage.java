package io.github.openrouterjava.life;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that plays: each request names its play. */
final class Stage implements AutoCloseable {
    static final String NAME = "X-Play";

    private final Map<String, Played> plays = new ConcurrentHashMap<>();
    private final RawServer server;

    /** A play on the stage, and how many requests have come for it. */
    record Played(String name, Play play, AtomicInteger requests) {}

    Stage() throws IOException {
        server = RawServer.over(new ServerSocket(0, 4096, InetAddress.getLoopbackAddress()), this::serve);
    }

    URI uri() {
        return server.uri("/v1");
    }

    int openConnections() {
        return server.openConnections();
    }

    int connections() {
        return server.connections();
    }

    Played begin(String name, Play play) {
        var played = new Played(name, play, new AtomicInteger());
        plays.put(name, played);
        return played;
    }

    void end(Played played) {
        plays.remove(played.name());
    }

    private void serve(RawServer.Connection connection) throws IOException, InterruptedException {
        for (boolean open = true; open; ) {
            Played played = plays.get(connection.readRequest().headers().first(NAME));
            open = played != null
                    && answer(connection, played.play(), played.requests().incrementAndGet());
        }
    }

    /** True where the connection may serve another request. */
    private static boolean answer(RawServer.Connection connection, Play play, int request)
            throws IOException, InterruptedException {
        if (request <= play.refusals) {
            connection.send(
                    play.fault == Fault.BUSY
                            ? RawServer.head(429, "Retry-After", "0", "Content-Length", "0")
                            : RawServer.head(503, "Content-Length", "0"));
            return true;
        }
        for (int from = 0; from < play.sent; ) {
            int to = Math.min(play.sent, from + play.segment);
            connection.write(Arrays.copyOfRange(play.wire, from, to)).flush();
            from = to;
            if (from < play.sent) {
                // The pace of the play, as a slow model has one: nothing waits for it to be over.
                Thread.sleep(Math.floorMod(play.seed * 31 + from, play.pause + 1));
            }
        }
        switch (play.fault) {
            case CUT -> {
                return false;
            }
            case RESET -> {
                connection.reset();
                return false;
            }
            case STALL -> {
                if (!connection.awaitClosedByPeer(Duration.ofSeconds(60))) {
                    throw new AssertionError("the client stays: " + play);
                }
                return false;
            }
            default -> {
                return true;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
