package io.github.openrouterjava.life;

import java.util.ArrayList;
import java.util.List;

/** The heap in use after each collection, in the order of time. */
final class Quarters {
    private final List<Long> samples = new ArrayList<>();

    /** Collects, and notes what is left. */
    synchronized void sample() {
        System.gc();
        var runtime = Runtime.getRuntime();
        samples.add(runtime.totalMemory() - runtime.freeMemory());
    }

    /** The median of one quarter's samples, 1 to 4, in MB. */
    synchronized double median(int quarter) {
        int from = samples.size() * (quarter - 1) / 4;
        int to = samples.size() * quarter / 4;
        var sorted =
                samples.subList(from, Math.max(to, from + 1)).stream().sorted().toList();
        return sorted.get(sorted.size() / 2) / 1e6;
    }
}
