package io.github.openrouterjava.server;

import static io.github.openrouterjava.server.RawClient.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What stands between HTTP and a transport: who leaves, who is slow, what breaks. */
@Timeout(60)
class HttpListenerTest {
    private static final String ASK = request("GET", "/", "", "");

    /** An answer without an end, whose pieces come as the test says. */
    private static class Endless implements Exchange {
        final CountDownLatch closed = new CountDownLatch(1);
        final AtomicLong given = new AtomicLong();

        @Override
        public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
            return new HttpResponseHead(200, Headers.of("Content-Type", "text/plain"));
        }

        @Override
        public int read(byte[] to, int offset, int length, long deadline) throws IOException {
            if (closed.getCount() == 0) {
                throw new IOException("closed");
            }
            given.addAndGet(length);
            return length;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private static HttpListener listen(Exchange exchange) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return HttpListener.bind(address, new Access(null, List.of()), request -> exchange, new Scenarios());
    }

    private static URI uri(HttpListener listener) {
        return URI.create("http://127.0.0.1:" + listener.address().getPort());
    }

    @Test
    void aClientThatLeavesClosesTheExchangeWhileNothingComes() throws Exception {
        var silent = new Endless() {
            @Override
            public int read(byte[] to, int offset, int length, long deadline) throws IOException {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("closed");
            }
        };
        var listener = listen(silent);
        try {
            try (var client = new RawClient(uri(listener))) {
                client.send(ASK).head();
                assertEquals(1, silent.closed.getCount());
            }
            assertTrue(silent.closed.await(1, TimeUnit.SECONDS), "it is not closed");
        } finally {
            listener.close(Duration.ZERO);
        }
    }

    @Test
    void aClientThatDoesNotReadIsWaitedFor() throws Exception {
        var endless = new Endless();
        var listener = listen(endless);
        try (var client = new RawClient(uri(listener))) {
            client.send(ASK).head();
            // All buffers on the way are full when no more is taken in a while.
            for (long taken = -1; taken != endless.given.get(); ) {
                taken = endless.given.get();
                TimeUnit.MILLISECONDS.sleep(300);
            }
            assertTrue(endless.given.get() < 64 << 20, endless.given + " bytes were taken for nobody");
        } finally {
            listener.close(Duration.ZERO);
        }
        assertTrue(endless.closed.await(5, TimeUnit.SECONDS));
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() throws Exception {
        var breaking = new Endless() {
            @Override
            public int read(byte[] to, int offset, int length, long deadline) throws IOException {
                if (given.getAndIncrement() == 0) {
                    return 10;
                }
                throw new IOException("the connection broke");
            }
        };
        var listener = listen(breaking);
        try (var client = new RawClient(uri(listener))) {
            String head = client.send(ASK).head();
            assertThrows(EOFException.class, () -> client.body(head));
        } finally {
            listener.close(Duration.ZERO);
        }
    }

    @Test
    void anAnswerThatNeverBeginsIsABadGateway() throws Exception {
        var failing = new Endless() {
            @Override
            public HttpResponseHead head(long connectDeadline, long deadline) throws IOException {
                throw new IOException("connection refused");
            }
        };
        var listener = listen(failing);
        try (var client = new RawClient(uri(listener))) {
            String head = client.send(ASK).head();
            assertTrue(head.startsWith("HTTP/1.1 502 "), head);
            assertTrue(client.body(head).contains("connection refused"));
        } finally {
            listener.close(Duration.ZERO);
        }
    }

    @Test
    void aTransportThatFailsIsAnErrorAndTheNextRequestIsAnswered() throws Exception {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var listener = HttpListener.bind(
                address,
                new Access(null, List.of()),
                request -> {
                    throw new IllegalStateException("out of order");
                },
                new Scenarios());
        try (var client = new RawClient(uri(listener))) {
            client.send(ASK + ASK);
            for (int i = 0; i < 2; i++) {
                String head = client.head();
                assertTrue(head.startsWith("HTTP/1.1 500 "), head);
                assertTrue(client.body(head).contains("out of order"));
            }
        } finally {
            listener.close(Duration.ZERO);
        }
    }
}
