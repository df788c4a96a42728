package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the measures ran on. */
final class Machine {
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
