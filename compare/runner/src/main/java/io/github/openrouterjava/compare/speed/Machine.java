package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** What the measures ran on. */
final class Machine {
    private static final long TICK = 10_000_000;
    private static final double LITTLE = 0.15;

    private Machine() {}

    /** Processor, memory, system and Java, as one sentence without its end. */
    static String description() {
        return "%d processors (%s), %d GB, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        value("/proc/cpuinfo", "model name"),
                        Math.round(Long.parseLong(
                                        value("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                                / 1e6),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /** How many threads have been running or waiting to run, in the last minute, on an average. */
    static double load() {
        return Double.parseDouble(read("/proc/loadavg").split(" ")[0]);
    }

    /** What its processors have worked, and what they could have, in nanoseconds, by steps of ten milliseconds. */
    static long[] cpu() {
        long[] kinds = Arrays.stream(
                        read("/proc/stat").lines().findFirst().orElse("cpu 0").split("\\s+"))
                .skip(1)
                .mapToLong(Long::parseLong)
                .toArray();
        long all = Arrays.stream(kinds).limit(8).sum(); // guests' time is in the user's already
        long idle = kinds.length < 5 ? 0 : kinds[3] + kinds[4];
        return new long[] {(all - idle) * TICK, all * TICK};
    }

    /** Waits until its processors have little to do, for 15 seconds at the most. */
    static void awaitQuiet() {
        for (int looks = 0; looks < 30; looks++) {
            long[] before = cpu();
            LockSupport.parkNanos(500_000_000);
            long[] after = cpu();
            if (after[0] - before[0] < LITTLE * (after[1] - before[1])) return;
        }
    }

    private static String value(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException unreadable) {
            return "0 ";
        }
    }
}
