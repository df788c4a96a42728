package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One stream whose chunks come one by one, in turns. */
final class LatencyMeasure {
    static final String P50 = "late p50 µs";
    static final String P99 = "late p99 µs";

    private static final Script WARM = new Script(Script.Kind.BURST, 50, 0);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Lab lab;
    private final Script script;
    private final Table table = new Table("One paced stream", """
        A chunk every 5 ms, read in a platform thread where the client blocks: medians of rounds that the clients take
        turns at. Late is what lies between the server's writing and the user's having the text.
        """, P50, "late p90 µs", P99, "CPU µs per chunk");

    private LatencyMeasure(Lab lab) {
        this.lab = lab;
        script = new Script(Script.Kind.PACED, lab.pick(100, 1_000), 5_000);
    }

    static Table run(Lab lab) {
        return new LatencyMeasure(lab).run();
    }

    private Table run() {
        Map<Entrant, DriverProcess> processes = new LinkedHashMap<>();
        Map<Entrant, List<double[]>> rounds = new LinkedHashMap<>();
        try {
            for (Entrant entrant : lab.entrants()) {
                try {
                    DriverProcess process = entrant.start(lab.environment(true));
                    processes.put(entrant, process);
                    process.ask(
                            "warm " + lab.server().baseUrl(WARM, false) + " platform " + lab.pick(100, 3_000)
                                    + " 10000 " + WARM.expected().line(),
                            LIMIT);
                    if (!lab.fast()) round(entrant, process); // a first one, for the way of single chunks
                } catch (IOException e) {
                    table.fault(entrant, String.valueOf(e.getMessage()));
                }
            }
            for (int round = 0; round < lab.pick(1, 3); round++) {
                processes.forEach((entrant, process) -> rounds.computeIfAbsent(entrant, none -> new ArrayList<>())
                        .add(round(entrant, process)));
            }
        } finally {
            processes.values().forEach(DriverProcess::close);
        }
        rounds.forEach((entrant, all) -> table.row(entrant, median(all)));
        Lab.say("lat is over");
        return table;
    }

    private double[] round(Entrant entrant, DriverProcess process) {
        var proc = new Proc(process.pid());
        long cpu = proc.cpu();
        var answer = Answered.parse(process.ask(
                "paced " + lab.server().baseUrl(script, false) + " platform 1 " + script.chunks() + " 0 30000 "
                        + script.expected().line(),
                LIMIT));
        table.fault(entrant, answer.fault());
        return new double[] {
            answer.number("p50") / 1000,
            answer.number("p90") / 1000,
            answer.number("p99") / 1000,
            (proc.cpu() - cpu) / 1000.0 / script.chunks()
        };
    }

    private static double[] median(List<double[]> rounds) {
        var medians = new double[rounds.getFirst().length];
        for (int i = 0; i < medians.length; i++) {
            int column = i;
            medians[i] =
                    Table.median(rounds.stream().map(round -> round[column]).toList());
        }
        return medians;
    }
}
