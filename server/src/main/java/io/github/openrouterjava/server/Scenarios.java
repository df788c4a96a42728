package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.ScenarioServer;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.offline.OfflineTransport.Model;
import io.netty.channel.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conformance scenarios as models. A scenario server plays them on sockets of its own, for no HTTP library would send
 * what they must: a client that asks for one is connected to it. Both are made when somebody first asks.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of a close
final class Scenarios implements AutoCloseable {
    private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding", "expect");
    private static final String LAST = "x-last-on-connection";

    private static final Pattern TOLD = Pattern.compile("^/(conformance|runs)(/|$)");

    private @Nullable Catalogue catalogue;
    private @Nullable ScenarioServer playing;

    /** True for a request of one of them as a model, and for what the scenario server tells of them and of their runs. */
    static boolean areAsked(HttpRequest request) {
        if (request.method().equals("GET")) {
            return TOLD.matcher(request.uri().getPath()).find();
        }
        String model = ModelName.of(request);
        return model != null && model.startsWith("conformance/");
    }

    synchronized List<Model> models() {
        return catalogue().scenarios().stream()
                .map(scenario -> new Model(scenario.model(), scenario.claim()))
                .toList();
    }

    /** Connects the client to the scenario server, and waits until it has left. */
    void play(Channel client, HttpRequest request) throws InterruptedException {
        var left = new CountDownLatch(1);
        client.closeFuture().addListener(closed -> left.countDown());
        try {
            InetSocketAddress server = address();
            client.eventLoop().execute(() -> Pipe.connect(client, server, bytes(request)));
        } catch (IOException impossible) {
            client.close();
        }
        left.await();
    }

    private synchronized InetSocketAddress address() throws IOException {
        ScenarioServer server = playing == null ? ScenarioServer.start(0, catalogue()) : playing;
        playing = server;
        return new InetSocketAddress(server.uri().getHost(), server.uri().getPort());
    }

    private Catalogue catalogue() {
        Catalogue loaded = catalogue == null ? Catalogue.load() : catalogue;
        catalogue = loaded;
        return loaded;
    }

    /** The request as it is sent on. */
    private static byte[] bytes(HttpRequest request) {
        var head = new StringBuilder(request.method() + " " + request.uri().getRawPath() + " HTTP/1.1\r\n");
        // A page cannot say Connection: close, and its browser would ask for other things on the same one.
        boolean last = request.headers().first(LAST) != null;
        for (Headers.Field field : request.headers().fields()) {
            if (!FRAMING.contains(field.name().toLowerCase(Locale.ROOT))) {
                head.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        head.append(last ? "Connection: close\r\n" : "");
        head.append("Content-Length: ").append(request.body().length()).append("\r\n\r\n");
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
        bytes.writeBytes(request.body().bytes());
        return bytes.toByteArray();
    }

    @Override
    public synchronized void close() {
        try {
            if (playing != null) {
                playing.close();
            }
        } catch (IOException ignored) {
            return; // it is as closed as it can be
        }
    }
}
