package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of a process, by its number. Of one that is gone, nothing: zeros. */
record Proc(long pid) {
    private static final long TICK = 10_000_000; // a hundred a second, wherever Linux runs

    /** The processor time of all its threads, ended ones too, in nanoseconds, by steps of ten milliseconds. */
    long cpu() {
        String stat = read("stat");
        if (stat.isEmpty()) return 0;
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK;
    }

    /** The processor time of the threads that it has now, in nanoseconds, exactly. */
    long cpuOfThreads() {
        try (var tasks = Files.newDirectoryStream(path("task"))) {
            long sum = 0;
            for (Path task : tasks)
                sum += Long.parseLong(
                        Files.readString(task.resolve("schedstat")).split(" ")[0]);
            return sum;
        } catch (IOException gone) {
            return 0;
        }
    }

    long threads() {
        return status("Threads:");
    }

    long residentKilobytes() {
        return status("VmRSS:");
    }

    long peakResidentKilobytes() {
        return status("VmHWM:");
    }

    private long status(String name) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }

    private String read(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException gone) {
            return "";
        }
    }

    private Path path(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
