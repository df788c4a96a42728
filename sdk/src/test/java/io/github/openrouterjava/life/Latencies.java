package io.github.openrouterjava.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How long the server took to see each kind of close, as a table. */
final class Latencies {
    private final List<String> rows = new ArrayList<>();

    synchronized void add(String way, Carrier carrier, long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        rows.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.2f | %.2f | %.2f |",
                way,
                carrier,
                sorted.length,
                millis(sorted[sorted.length / 2]),
                millis(sorted[(int) Math.ceil(sorted.length * 0.99) - 1]),
                millis(sorted[sorted.length - 1])));
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }

    synchronized void write(Path file) throws IOException {
        var lines = new ArrayList<String>();
        lines.add("Milliseconds from the moment of leaving to the server's seeing the connection end. Java "
                + Runtime.version().feature() + ", " + Runtime.getRuntime().availableProcessors() + " processors.");
        lines.add("");
        lines.add("| way | transport | tries, all seen | median | p99 | max |");
        lines.add("|---|---|---:|---:|---:|---:|");
        rows.stream().sorted().forEach(lines::add);
        Files.write(file, lines);
    }
}
