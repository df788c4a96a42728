package io.github.openrouterjava.relay;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.http.Transport;
import java.util.List;
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
    private final SocketTransport sockets = new SocketTransport();
    private final Rests rests = new Rests();
    private final List<Upstream> upstreams;
    private final boolean passesKeys;
    private final Consumer<String> log;

    /**
     * @param upstreams at least one, in the order in which they are asked
     * @param passesKeys whether an upstream without a key gets the client's
     * @param log is told of upstreams that failed
     */
    public Relay(List<Upstream> upstreams, boolean passesKeys, Consumer<String> log) {
        this.upstreams = List.copyOf(upstreams);
        this.passesKeys = passesKeys;
        this.log = log;
    }

    @Override
    public Exchange open(HttpRequest request) {
        return new RelayExchange(request, Attempt.of(request, upstreams, passesKeys), sockets, rests, log);
    }

    /** Ends all that goes on. */
    @Override
    public void close() {
        sockets.close();
    }
}
