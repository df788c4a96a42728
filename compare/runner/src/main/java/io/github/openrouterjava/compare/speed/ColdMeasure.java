package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer of fifty chunks in a fresh process. */
final class ColdMeasure {
    static final String ENDED = "ended ms";

    private static final Script SCRIPT = new Script(Script.Kind.BURST, 50, 0);
    private static final Duration LIMIT = Duration.ofSeconds(70);

    private final Lab lab;
    private final boolean tls;
    private final Table table;

    /** What one process took: milliseconds, and megabytes. */
    private record Run(double ended, double exited, double cpu, double resident) {}

    private ColdMeasure(Lab lab, boolean tls) {
        this.lab = lab;
        this.tls = tls;
        table = new Table(
                tls ? "Cold start, TLS" : "Cold start",
                """
                A fresh process, one answer of 50 chunks: medians of %d processes of each client, which take turns.
                Ended: from starting the program, a shell script that becomes the process, until the user has the
                merged answer. Exited: until the process is gone, told to end there and then. CPU and RSS are those when
                the answer had ended.
                """.formatted(rounds(lab)),
                ENDED,
                "exited ms",
                "CPU ms",
                "peak RSS MB");
    }

    static Table run(Lab lab, boolean tls) {
        return new ColdMeasure(lab, tls).run();
    }

    private static int rounds(Lab lab) {
        return lab.pick(1, 15);
    }

    private Table run() {
        Map<Entrant, List<Run>> runs = new LinkedHashMap<>();
        String expected = SCRIPT.expected().line();
        for (int round = lab.pick(0, -1); round < rounds(lab); round++) {
            for (Entrant entrant : lab.entrants()) {
                List<Run> known = runs.computeIfAbsent(entrant, none -> new ArrayList<>());
                Run run = one(entrant, expected);
                if (round >= 0 && run != null) known.add(run); // the first one has read the jars into memory
            }
        }
        runs.forEach((entrant, all) -> {
            if (!all.isEmpty()) table.row(entrant, median(all));
        });
        Lab.say(table.title() + " is over");
        return table;
    }

    private @Nullable Run one(Entrant entrant, String expected) {
        long start = System.nanoTime();
        try (DriverProcess process =
                entrant.cold(lab.environment(false), "cold", lab.server().baseUrl(SCRIPT, tls), expected)) {
            var answer = Answered.parse(process.next(LIMIT));
            var proc = new Proc(process.pid());
            double cpu = Math.max(proc.cpuOfThreads(), proc.cpu()) / 1e6;
            double resident = proc.peakResidentKilobytes() / 1024.0;
            table.fault(entrant, answer.fault());
            if (Double.isNaN(answer.number("ended"))) return null;
            double ended = (answer.number("ended") - start) / 1e6;
            long told = System.nanoTime();
            process.endInput();
            if (!process.exited(LIMIT)) table.fault(entrant, "the process did not end");
            return new Run(ended, ended + (System.nanoTime() - told) / 1e6, cpu, resident);
        } catch (IOException e) {
            table.fault(entrant, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static double[] median(List<Run> runs) {
        return new double[] {
            Table.median(runs.stream().map(Run::ended).toList()),
            Table.median(runs.stream().map(Run::exited).toList()),
            Table.median(runs.stream().map(Run::cpu).toList()),
            Table.median(runs.stream().map(Run::resident).toList())
        };
    }
}
