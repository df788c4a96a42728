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
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Many streams at once, with all that can go wrong at random: each comes to exactly one end, the right one.
 *
 * <p>{@code mvn -pl sdk test -Dtest=SoakTest -Dsoak.seconds=120 -Dsoak.streams=1000} is the real run, which also holds
 * that the heap stays flat. Wrong ends are told with their seeds: {@code -Dsoak.seed=17} makes that stream alone, again
 * and again. The counts are left in {@code sdk/target/soak.md}.
 */
@Timeout(1200)
class SoakTest {
    private static final int SECONDS = Integer.getInteger("soak.seconds", 2);
    private static final int STREAMS = Integer.getInteger("soak.streams", 100);
    private static final Long SEED = Long.getLong("soak.seed");
    private static final List<Fault> FAULTS = List.copyOf(EnumSet.complementOf(EnumSet.of(Fault.REFUSED)));
    private static final int SAMPLES = 48; // but one a second at the most: a collection stops all that runs

    /** For less than a minute the JVM itself still grows. */
    private static final boolean HEAP_COUNTS = SECONDS >= 60;

    private static final List<String> LINES = new ArrayList<>();

    @AfterAll
    static void write() throws IOException {
        Files.write(Path.of("target", "soak.md"), LINES);
    }

    @ParameterizedTest
    @EnumSource
    void eachStreamComesToItsOneRightEnd(Carrier carrier) throws Exception {
        Transport first = carrier.open();
        try (var stage = new Stage()) {
            soak(Duration.ofMillis(500), 20, stage, first, new Quarters(), new AtomicInteger());
        } finally {
            Carrier.close(first);
        }
        var heap = new Quarters();
        var peak = new AtomicInteger();
        var before = Footprint.now();
        Crowd crowd;
        try (var stage = new Stage()) {
            Transport transport = carrier.open();
            try {
                crowd = soak(Duration.ofSeconds(SECONDS), STREAMS, stage, transport, heap, peak);
            } finally {
                Carrier.close(transport);
            }
        }
        var leaks = before.leaks();
        report(carrier, crowd, heap, peak.get(), leaks);
        assertEquals(List.of(), crowd.wrong());
        assertEquals(Footprint.Leaks.NONE, leaks);
        if (HEAP_COUNTS) {
            assertTrue(heap.median(4) <= heap.median(2) * 1.1 + 2, "the heap grows, see target/soak.md");
        }
    }

    private static Crowd soak(
            Duration time, int streams, Stage stage, Transport transport, Quarters heap, AtomicInteger peak)
            throws Exception {
        long end = System.nanoTime() + time.toNanos();
        var seeds = new AtomicLong();
        LongSupplier next = () -> {
            long seed = SEED == null ? seeds.getAndIncrement() : SEED;
            return System.nanoTime() - end < 0 ? seed : -1;
        };
        var crowd = new Crowd(Audience.of(stage, transport), FAULTS);
        try (var sampler = Executors.newSingleThreadScheduledExecutor()) {
            long period = Math.max(1000, time.toMillis() / SAMPLES);
            var sampling = sampler.scheduleAtFixedRate(
                    () -> {
                        heap.sample();
                        peak.accumulateAndGet(stage.openConnections(), Math::max);
                    },
                    period,
                    period,
                    TimeUnit.MILLISECONDS);
            crowd.start(streams, next);
            crowd.await(time);
            sampling.cancel(false);
        }
        return crowd;
    }

    private static void report(Carrier carrier, Crowd crowd, Quarters heap, int peak, Footprint.Leaks leaks) {
        LINES.add(String.format(
                Locale.ROOT,
                "## %s: %d at once for %d s, %d streams in all, %d wrong",
                carrier,
                STREAMS,
                SECONDS,
                crowd.seen(),
                crowd.wrong().size()));
        LINES.add("");
        LINES.addAll(crowd.table());
        LINES.add("");
        LINES.add(String.format(
                Locale.ROOT,
                "Heap in use after collection, median of each quarter: %.1f, %.1f, %.1f, %.1f MB. Open connections at"
                        + " the most: %d. Left at the end: %d sockets, %d threads.",
                heap.median(1),
                heap.median(2),
                heap.median(3),
                heap.median(4),
                peak,
                leaks.sockets(),
                leaks.threads().size()));
        LINES.add("");
        crowd.wrong().forEach(wrong -> LINES.add("- " + wrong));
    }
}
