package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Short words for the tests of transports. */
final class Exchanges {
    static final Duration SOON = Duration.ofSeconds(10);

    private Exchanges() {}

    interface Action {
        void run() throws Exception;
    }

    static HttpRequest get(URI uri) {
        return new HttpRequest("GET", uri, Headers.NONE, new byte[0]);
    }

    static HttpRequest post(URI uri, String body) {
        return new HttpRequest("POST", uri, Headers.of("Content-Type", "text/plain"), body.getBytes(UTF_8));
    }

    /** The deadline so far ahead. */
    static long in(Duration time) {
        return System.nanoTime() + time.toNanos();
    }

    static HttpResponseHead head(Exchange exchange) throws IOException {
        return exchange.head(in(SOON), in(SOON));
    }

    /** The next bytes of the body as text, "" at its end. */
    static String some(Exchange exchange) throws IOException {
        byte[] bytes = new byte[100];
        int count = exchange.read(bytes, 0, bytes.length, in(SOON));
        return new String(bytes, 0, Math.max(0, count), UTF_8);
    }

    /** Exactly so many characters of the body. */
    static String exactly(Exchange exchange, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int have = 0; have < length; ) {
            int count = exchange.read(bytes, have, length - have, in(SOON));
            if (count < 0) {
                throw new AssertionError("the body ended after " + have);
            }
            have += count;
        }
        return new String(bytes, UTF_8);
    }

    /** All that is left of the body. */
    static String rest(Exchange exchange) throws IOException {
        var bytes = new ByteArrayOutputStream();
        rest(exchange, bytes);
        return bytes.toString(UTF_8);
    }

    /** All that is left of the body, kept up to a failure. */
    static void rest(Exchange exchange, ByteArrayOutputStream to) throws IOException {
        byte[] bytes = new byte[1000];
        for (int count = 0; count >= 0; count = exchange.read(bytes, 0, bytes.length, in(SOON))) {
            to.write(bytes, 0, count);
        }
    }

    /** What the action ends with on a thread of its own; null for nothing. */
    static CompletableFuture<Throwable> failureOf(Action action) {
        var failure = new CompletableFuture<Throwable>();
        Thread.ofVirtual().start(() -> {
            try {
                action.run();
                failure.complete(null);
            } catch (Throwable e) {
                failure.complete(e);
            }
        });
        return failure;
    }
}
