package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Recorder;
import io.github.openrouterjava.cassette.Replay;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Answers;
import io.github.openrouterjava.offline.OfflineTransport;
import io.github.openrouterjava.offline.OfflineTransport.Model;
import io.github.openrouterjava.relay.Relay;
import io.github.openrouterjava.relay.Upstream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An OpenRouter on this machine, for clients in any language: the models of {@link OfflineTransport} over HTTP, and the
 * scenarios of the conformance catalogue as models {@code conformance/<name>}, byte for byte.
 *
 * <pre>{@code
 * try (var server = LocalOpenRouter.start()) {
 *     var openRouter = OpenRouter.builder().baseUrl(server.baseUrl()).apiKey("any").build();
 *     ...
 * }
 * }</pre>
 *
 * It answers {@code POST /api/v1/chat/completions}, {@code GET /api/v1/models}, {@code /api/v1/generation?id=} and
 * {@code /api/v1/key}, each also under {@code /v1}, and {@code GET /health}. The latest 200 generations are known; {@code GET
 * /journal} lists them, {@code /journal/N} has one with all that came and when, and {@code /} is a page that shows them.
 *
 * <p>By its builder it answers by a {@linkplain Builder#script script}, passes requests on to {@linkplain Builder#upstream
 * other servers}, {@linkplain Builder#record records}, and {@linkplain Builder#replay replays}.
 *
 * <p>It is for the machine that it runs on: it binds to the loopback address, and refuses requests to other host names,
 * with which a web page could reach it. Bound to another address it demands a key. A request's head has 64 KiB at the
 * most, its body 64 MiB; 10,000 are answered at once, more are refused; a connection that has brought no whole request for
 * two minutes is closed. One that has asked for a scenario goes on with scenarios: other models are asked for on another.
 *
 * <p>Safe for use by several threads.
 */
public final class LocalOpenRouter implements AutoCloseable {
    private static final Duration GRACE = Duration.ofMillis(900);

    private final HttpListener listener;
    private final List<Runnable> held; // what closes what it holds, the first one last
    private final Journal journal;
    private final AtomicBoolean closed = new AtomicBoolean();

    private LocalOpenRouter(HttpListener listener, List<Runnable> held, Journal journal) {
        this.journal = journal;
        this.listener = listener;
        this.held = held;
    }

    /** Starts one on a free port. */
    public static LocalOpenRouter start() {
        try {
            return builder().port(0).start();
        } catch (BindException none) {
            throw new IllegalStateException("no port is free on the loopback address", none);
        }
    }

    /** Sets one up. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where it is: {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        InetSocketAddress address = listener.address();
        String host = address.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** What a client takes as its base URL. */
    public String baseUrl() {
        return uri() + "/api/v1";
    }

    /**
     * The requests of the latest chat completions with all their headers, the oldest first: at most 200, and 64 MiB together
     * with what was answered.
     */
    public List<HttpRequest> requests() {
        return journal.latest().stream().map(entry -> entry.tape().request()).toList();
    }

    /**
     * Accepts nothing more, gives answers that are under way a moment to end, and cuts the others off: in a second. What is
     * recorded may take five more to be written. May be repeated.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.close(GRACE);
            held.reversed().forEach(Runnable::run);
        }
    }

    /** Sets up a {@link LocalOpenRouter}. For one thread. */
    public static final class Builder {
        private InetAddress host = InetAddress.getLoopbackAddress();
        private int port = 8317;
        private @Nullable String key;
        private @Nullable String anyModel;
        private @Nullable Answers script;
        private List<String> origins = List.of();
        private final List<Upstream> upstreams = new ArrayList<>();
        private @Nullable Path record;
        private @Nullable Path replay;
        private boolean atOnce;
        private Consumer<String> log = line -> {};

        private Builder() {}

        /** The address to bind to; the loopback address if this is not called. Any other demands a {@link #key}. */
        public Builder host(InetAddress address) {
            host = address;
            return this;
        }

        /** The port, 0 for any that is free; 8317 if this is not called. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** The key that requests must bring, as {@code Authorization: Bearer KEY}; none if this is not called. */
        public Builder key(String secret) {
            key = secret;
            return this;
        }

        /**
         * The model of {@link OfflineTransport#models()} that answers for those that are not there, so that a program can
         * be tried as it is; if this is not called, they are answered by a 404.
         */
        public Builder anyModel(String model) {
            anyModel = model;
            return this;
        }

        /**
         * What answers for the model {@code offline/script}; with {@code anyModel("offline/script")} for every model that is
         * not there.
         */
        public Builder script(Answers answers) {
            script = answers;
            return this;
        }

        /** The origins whose pages may use it, such as {@code http://localhost:3000}, or {@code *} for all; none else. */
        public Builder allowOrigins(String... allowed) {
            origins = List.of(allowed);
            return this;
        }

        /**
         * Passes what is asked of other models than {@code offline/…} and {@code conformance/…} on to this server, and to
         * those of further calls, in their order, where one fails before there is any content; {@link Relay} says when.
         *
         * @param baseUrl such as {@code https://openrouter.ai/api/v1}
         * @param secret what it is given as a key; null for what the client brings, unless this server has a {@link #key}
         * @throws IllegalArgumentException where the address or the key is none
         */
        public Builder upstream(String baseUrl, @Nullable String secret) {
            upstreams.add(Upstream.of(baseUrl, secret));
            return this;
        }

        /**
         * Keeps every chat completion as a file in this folder, without secrets. Not the {@code conformance/…} ones, whose
         * bytes are in the catalogue.
         */
        public Builder record(Path folder) {
            record = folder;
            return this;
        }

        /** Answers every chat completion from the files that were recorded into this folder, and no other, at their pace. */
        public Builder replay(Path folder) {
            replay = folder;
            return this;
        }

        /** Replays at once, rather than at the pace at which it came. */
        public Builder replayAtOnce() {
            atOnce = true;
            return this;
        }

        /**
         * Is told what its owner should know: of upstreams that failed, of what could not be recorded, of requests that were
         * not recorded. Called by several threads; nobody is told if this is not called.
         */
        public Builder log(Consumer<String> lines) {
            log = lines;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws IllegalArgumentException where the port is out of range, the model not there, the address not this
         *     machine's alone and no key set, a folder can't be read or written, or settings contradict each other
         * @throws BindException where the port is taken, or the address not this machine's
         */
        public LocalOpenRouter start() throws BindException {
            if (key == null && !host.isLoopbackAddress()) {
                throw new IllegalArgumentException(
                        host.getHostAddress() + " can be reached from other machines: set a key");
            }
            if (key != null && !key.matches("[!-~]+")) {
                throw new IllegalArgumentException(
                        "the key must be printable ASCII without spaces: no header holds others");
            }
            boolean others = record != null || anyModel != null || script != null || !upstreams.isEmpty();
            if (replay != null && others) {
                throw new IllegalArgumentException(
                        "what is replayed comes from recordings only: no upstream, no script,"
                                + " no other model, no recording");
            }
            if (anyModel != null && !upstreams.isEmpty()) {
                throw new IllegalArgumentException(
                        "either " + anyModel + " answers for all models, or an upstream does");
            }
            var held = new ArrayList<Runnable>();
            try {
                return listening(held);
            } catch (IllegalArgumentException | BindException failure) {
                held.reversed().forEach(Runnable::run);
                throw failure;
            }
        }

        private LocalOpenRouter listening(List<Runnable> held) throws BindException {
            var access = new Access(key, origins);
            var scenarios = new Scenarios();
            held.add(scenarios::close);
            var journal = new Journal(secrets());
            Transport models = models(held);
            var api = new Api(recorded(models, held), request -> listed(models, scenarios, request), journal);
            var address = new InetSocketAddress(host, port);
            return new LocalOpenRouter(HttpListener.bind(address, access, api, scenarios), held, journal);
        }

        /** What must not be told, besides the keys that requests bring. */
        private List<String> secrets() {
            return Stream.concat(Stream.of(key), upstreams.stream().map(Upstream::key))
                    .filter(Objects::nonNull)
                    .toList();
        }

        private static List<JsonObject> listed(Transport models, Scenarios scenarios, HttpRequest request) {
            var here = new ArrayList<Model>();
            if (models instanceof Replay replay) {
                replay.models().forEach(model -> here.add(new Model(model, "was recorded")));
            } else {
                here.addAll(OfflineTransport.models());
            }
            here.addAll(scenarios.models());
            var all = new ArrayList<>(here.stream().map(Account::model).toList());
            if (models instanceof Routed(Transport offline, Relay upstream)) {
                all.addAll(upstream.models(request.headers()));
            }
            return all;
        }

        private Transport models(List<Runnable> held) {
            if (replay != null) {
                return new Replay(replay, atOnce, log);
            }
            Transport offline = new OfflineTransport(anyModel, script);
            if (upstreams.isEmpty()) {
                return offline;
            }
            var relay = new Relay(upstreams, key == null, log);
            held.add(relay::close);
            return new Routed(offline, relay);
        }

        private Transport recorded(Transport models, List<Runnable> held) {
            if (record == null) {
                return models;
            }
            var recorder = new Recorder(record, models, secrets(), log);
            held.add(recorder::close);
            return recorder;
        }
    }
}
