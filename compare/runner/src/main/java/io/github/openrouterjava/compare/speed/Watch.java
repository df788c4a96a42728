package io.github.openrouterjava.compare.speed;

import java.util.ArrayList;
import java.util.List;

/** Looks at a process now and then while it works. */
final class Watch {
    private static final int EVERY_MILLIS = 100;

    private record Look(long nanos, long cpu, long threads) {}

    private final Proc proc;
    private final long start = System.nanoTime();
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread;
    private volatile boolean over;
    private long peakResident;

    private Watch(Proc proc) {
        this.proc = proc;
        look();
        thread = Thread.ofPlatform().daemon().start(this::run);
    }

    static Watch start(Proc proc) {
        return new Watch(proc);
    }

    void stop() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        look();
        peakResident = proc.peakResidentKilobytes();
    }

    /** The processor time of all that was watched, in nanoseconds. */
    double cpu() {
        return looks.getLast().cpu - looks.getFirst().cpu;
    }

    /** The processor time in a second of this part of it, in nanoseconds; NaN where the part was too short. */
    double cpu(int fromMillis, int toMillis) {
        List<Look> part = looks.stream()
                .filter(look ->
                        look.nanos - start >= fromMillis * 1_000_000L && look.nanos - start <= toMillis * 1_000_000L)
                .toList();
        if (part.size() < 5) return Double.NaN;
        Look first = part.getFirst();
        Look last = part.getLast();
        return (last.cpu - first.cpu) * 1e9 / (last.nanos - first.nanos);
    }

    double peakThreads() {
        return looks.stream().mapToLong(Look::threads).max().orElse(0);
    }

    double peakResidentMegabytes() {
        return peakResident / 1024.0;
    }

    private void run() {
        try {
            while (!over) {
                Thread.sleep(EVERY_MILLIS);
                look();
            }
        } catch (InterruptedException ended) {
            // as when it is over
        }
    }

    private void look() {
        looks.add(new Look(System.nanoTime(), proc.cpu(), proc.threads()));
    }
}
