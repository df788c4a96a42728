package io.github.openrouterjava.life;

import io.github.openrouterjava.chat.StreamEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Many who see plays at once, each on a virtual thread of its own, one play after the other. */
final class Crowd {
    /** What a play may take beyond the moment when no new one begins; no right one takes half of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Audience audience;
    private final List<Fault> faults;
    private final Map<Fault, Map<StreamEnd, AtomicLong>> ends = new EnumMap<>(Fault.class);
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<Play, Boolean> running = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    Crowd(Audience audience, List<Fault> faults) {
        this.audience = audience;
        this.faults = faults;
        for (Fault fault : faults) {
            ends.put(fault, new ConcurrentHashMap<>());
        }
    }

    /** So many begin to see the plays of these seeds, until there is a negative one. */
    void start(int atOnce, LongSupplier seeds) {
        for (int i = 0; i < atOnce; i++) {
            threads.add(Thread.ofVirtual().name("crowd").start(() -> {
                for (long seed = seeds.getAsLong(); seed >= 0; seed = seeds.getAsLong()) {
                    see(new Play(seed, faults));
                }
            }));
        }
    }

    private void see(Play play) {
        running.put(play, true);
        try {
            Audience.Verdict verdict = audience.see(play);
            ends.get(play.fault)
                    .computeIfAbsent(verdict.end(), end -> new AtomicLong())
                    .incrementAndGet();
            if (!verdict.wrong().isEmpty()) {
                wrong.add(play + ": " + verdict.wrong());
            }
        } catch (Throwable notEvenAnEnd) {
            wrong.add(play + ": " + notEvenAnEnd);
        } finally {
            running.remove(play);
        }
    }

    /** Waits until all have gone, who begin no new play after this time; a play that does not end is wrong, too. */
    void await(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.plus(PATIENCE).toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        running.keySet().forEach(play -> wrong.add(play + ": does not end"));
    }

    long seen() {
        return ends.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(AtomicLong::get)
                .sum();
    }

    /** The wrong ends, each with its seed. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How often each fault came to each end, as the rows of a table. */
    List<String> table() {
        var lines = new ArrayList<String>();
        var head = new StringBuilder("| fault |");
        var rule = new StringBuilder("|---|");
        for (StreamEnd end : StreamEnd.values()) {
            if (end != StreamEnd.OPEN) {
                head.append(' ').append(end).append(" |");
                rule.append("---:|");
            }
        }
        lines.add(head.toString());
        lines.add(rule.toString());
        ends.forEach((fault, counts) -> {
            var line = new StringBuilder("| ").append(fault).append(" |");
            for (StreamEnd end : StreamEnd.values()) {
                if (end != StreamEnd.OPEN) {
                    AtomicLong count = counts.get(end);
                    line.append(' ').append(count == null ? "" : count).append(" |");
                }
            }
            lines.add(line.toString());
        });
        return lines;
    }
}
