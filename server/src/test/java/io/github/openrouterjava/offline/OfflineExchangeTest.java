package io.github.openrouterjava.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.http.DeadlineException;
import io.github.openrouterjava.http.Exchange;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock side of an answer: waiting, and all that ends it. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OfflineExchangeTest {
    /** A token every hundred seconds: a reader who waits for the second one waits for us. */
    private static final String SLOW = "offline/lorem:tokens=9,tps=0.01,jitter=0";

    private final byte[] buffer = new byte[4096];

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void closeWakesAWaitingReader(boolean virtual) throws Exception {
        Exchange exchange = opened(SLOW);
        var read = new FutureTask<>(() -> drain(exchange));
        Thread reader = waiting(read, virtual);
        exchange.close();
        var thrown = assertThrows(ExecutionException.class, () -> read.get(5, TimeUnit.SECONDS));
        assertEquals(IOException.class, thrown.getCause().getClass());
        assertEquals("closed", thrown.getCause().getMessage());
        reader.join();
    }

    @Test
    void anInterruptEndsTheExchangeAndStaysSet() throws Exception {
        Exchange exchange = opened(SLOW);
        var read = new FutureTask<>(() -> {
            assertThrows(InterruptedIOException.class, () -> drain(exchange));
            return Thread.currentThread().isInterrupted();
        });
        waiting(read, false).interrupt();
        assertTrue(read.get(5, TimeUnit.SECONDS));
        assertThrows(IOException.class, () -> exchange.read(buffer, 0, buffer.length, Exchange.NEVER));
    }

    @Test
    void aDeadlinePassesAndTheExchangeLivesOn() throws Exception {
        try (Exchange exchange = opened("offline/lorem:tokens=2,ttft_ms=300")) {
            exchange.read(buffer, 0, buffer.length, Exchange.NEVER);
            long start = System.nanoTime();
            var thrown = assertThrows(
                    DeadlineException.class, () -> exchange.read(buffer, 0, buffer.length, start + 20_000_000));
            assertFalse(thrown.connecting());
            assertTrue(System.nanoTime() - start >= 20_000_000);
            int count = exchange.read(buffer, 0, buffer.length, Exchange.NEVER);
            assertTrue(new String(buffer, 0, count, UTF_8).startsWith("data: {"));
            assertTrue(System.nanoTime() - start >= 250_000_000, "the deadline must not bring the token forward");
        }
    }

    @Test
    void aDeadlineHoldsForABodyThatIsStillBeingMade() throws Exception {
        String request =
                Response.request("offline/lorem:tokens=200,tps=10", "Hi", "").replace("\"stream\":true,", "");
        try (Exchange exchange = new OfflineTransport().open(Response.post(request))) {
            exchange.head(Exchange.NEVER, Exchange.NEVER);
            long deadline = System.nanoTime() + 20_000_000;
            assertThrows(DeadlineException.class, () -> exchange.read(buffer, 0, buffer.length, deadline));
        }
    }

    @Test
    void aPassedDeadlineStopsTheHead() {
        var transport = new OfflineTransport();
        long passed = System.nanoTime() - 1;
        var request = Response.post("{}");
        assertTrue(assertThrows(
                        DeadlineException.class, () -> transport.open(request).head(passed, Exchange.NEVER))
                .connecting());
        assertFalse(assertThrows(
                        DeadlineException.class, () -> transport.open(request).head(Exchange.NEVER, passed))
                .connecting());
    }

    @Test
    void closedBeforeTheHeadItGivesNone() {
        Exchange exchange = new OfflineTransport().open(Response.post("{}"));
        exchange.close();
        exchange.close();
        assertThrows(IOException.class, () -> exchange.head(Exchange.NEVER, Exchange.NEVER));
    }

    @Test
    void closedInTheMiddleOfAPieceItGivesNoMore() throws Exception {
        Exchange exchange = opened("offline/echo");
        assertEquals(1, exchange.read(buffer, 0, 1, Exchange.NEVER));
        exchange.close();
        var thrown = assertThrows(IOException.class, () -> exchange.read(buffer, 0, 1, Exchange.NEVER));
        assertEquals("closed", thrown.getMessage());
    }

    @Test
    void theEndStaysTheEnd() throws Exception {
        try (Exchange exchange = opened("offline/echo")) {
            drain(exchange);
            assertEquals(-1, exchange.read(buffer, 0, 1, Exchange.NEVER));
        }
    }

    @Test
    void nothingIsMadeBeforeItIsRead() throws Exception {
        try (Exchange exchange = opened("offline/lorem:tokens=1000000000,tps=0")) {
            long read = 0;
            while (read < 100_000) {
                read += exchange.read(buffer, 0, buffer.length, Exchange.NEVER);
            }
        }
    }

    @Test
    void everyModelIsListed() {
        assertEquals(
                "[offline/demo, offline/echo, offline/lorem, offline/chaos, offline/script]",
                OfflineTransport.models().stream()
                        .map(OfflineTransport.Model::name)
                        .toList()
                        .toString());
        for (var model : OfflineTransport.models()) {
            assertFalse(model.description().isBlank() || model.description().contains("\n"));
        }
    }

    private static Exchange opened(String model) throws IOException {
        Exchange exchange = new OfflineTransport().open(Response.post(Response.request(model, "Hi", "")));
        assertEquals(200, exchange.head(Exchange.NEVER, Exchange.NEVER).status());
        return exchange;
    }

    private int drain(Exchange exchange) throws IOException {
        int all = 0;
        for (int count; (count = exchange.read(buffer, 0, buffer.length, Exchange.NEVER)) >= 0; ) {
            all += count;
        }
        return all;
    }

    /** Runs the task in a thread and returns when that thread waits for a piece. */
    private static Thread waiting(Runnable task, boolean virtual) {
        Thread thread =
                virtual ? Thread.ofVirtual().start(task) : Thread.ofPlatform().start(task);
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return thread;
    }
}
