package io.github.openrouterjava.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.http.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Streams that fail or are left hold nothing: no socket, no thread.
 *
 * <p>{@code mvn -pl sdk test -Dtest=LeakTest -Dtries=10000} makes so many of them; the counts are left in
 * {@code sdk/target/leaks.md}.
 */
@Timeout(1200)
class LeakTest {
    private static final Tries TRIES = Tries.atLeast(300);
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<Fault> FAULTS = List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.NONE, Fault.DRIP)));
    private static final List<String> LINES = new ArrayList<>(List.of(
            "| transport | streams | connections made | kept, idle | left after close(): sockets | threads |",
            "|---|---:|---:|---:|---:|---:|"));

    @AfterAll
    static void write() throws IOException {
        Files.write(Path.of("target", "leaks.md"), LINES);
    }

    @ParameterizedTest
    @EnumSource
    void failedAndCancelledStreamsLeaveNothing(Carrier carrier) throws Exception {
        try (var stage = new Stage()) {
            Transport first = carrier.open();
            try {
                see(20, stage, first); // the JVM keeps a socket and threads of its own from the first use of any
            } finally {
                Carrier.close(first);
            }
            var before = Footprint.now();
            int connections = stage.connections();
            Transport transport = carrier.open();
            int idle;
            try {
                see(TRIES.count(), stage, transport);
                idle = idle(stage, before);
                assertTrue(idle <= (carrier == Carrier.SOCKET ? 16 : AT_ONCE), idle + " connections idle");
            } finally {
                Carrier.close(transport);
            }
            var leaks = before.leaks();
            LINES.add(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d |",
                    carrier,
                    TRIES.count(),
                    stage.connections() - connections,
                    idle,
                    leaks.sockets(),
                    leaks.threads().size()));
            assertEquals(Footprint.Leaks.NONE, leaks);
            assertEquals(0, stage.openConnections());
        }
    }

    private static void see(int plays, Stage stage, Transport transport) throws Exception {
        var seeds = new AtomicLong();
        var crowd = new Crowd(Audience.of(stage, transport), FAULTS);
        crowd.start(AT_ONCE, () -> {
            long seed = seeds.getAndIncrement();
            return seed < plays ? seed : -1;
        });
        crowd.await(Duration.ofMinutes(15));
        assertEquals(List.of(), crowd.wrong());
        assertEquals(plays, crowd.seen());
    }

    /** The connections that are kept for further calls, once there is no other socket: each has an end here and there. */
    private static int idle(Stage stage, Footprint before) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            int idle = stage.openConnections();
            int sockets = before.newSockets();
            if (!Sockets.visible() || sockets == 2 * idle) {
                return idle;
            }
            assertTrue(System.nanoTime() - end < 0, () -> sockets + " sockets for " + idle + " connections");
        }
    }
}
