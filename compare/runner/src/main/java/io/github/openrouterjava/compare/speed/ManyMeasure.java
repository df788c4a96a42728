package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many streams at once, at the pace of models: each client in a fresh process that was warmed up, one after the other. */
final class ManyMeasure {
    private static final Script WARM = new Script(Script.Kind.ONCE, 50, 0);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Lab lab;
    private final int streams;
    private final boolean tls;
    private final Script script;
    private final int staggerMillis;
    private final Table table;

    private ManyMeasure(Lab lab, int streams, boolean tls) {
        this.lab = lab;
        this.streams = streams;
        this.tls = tls;
        boolean few = streams <= 1_000;
        script = few ? paced(lab.pick(40, 60), 100_000) : paced(lab.pick(14, 24), 500_000);
        staggerMillis = few ? 2_000 : streams;
        table = new Table(
                "%,d streams at once%s".formatted(streams, tls ? ", TLS" : ""),
                """
                Each of %d pieces, one in %d ms; they begin within %d s. Steady is what the process took for a chunk while all
                of them ran, none beginning and none ending. Late is what lies between the server's writing and the user's
                having the text. Unended are those that had not ended %d s behind the time.
                """.formatted(script.chunks(), script.number() / 1000, staggerMillis / 1000, GRACE.toSeconds())
                        .strip(),
                "CPU s",
                "steady CPU µs per chunk",
                "peak RSS MB",
                "peak threads",
                "late p50 µs",
                "late p99 µs",
                "failed",
                "unended");
    }

    private static Script paced(int chunks, int micros) {
        return new Script(Script.Kind.PACED, chunks, micros);
    }

    static List<Table> run(Lab lab) {
        var tables = new ArrayList<Table>();
        for (int streams : lab.fast() ? new int[] {200, 1_000} : new int[] {200, 1_000, 5_000, 10_000}) {
            for (boolean tls : new boolean[] {false, true}) tables.add(new ManyMeasure(lab, streams, tls).run());
        }
        return tables;
    }

    private Table run() {
        for (Entrant entrant : lab.entrants()) {
            try (DriverProcess process = entrant.start(lab.environment(true))) {
                measure(entrant, process);
            } catch (IOException e) {
                table.fault(entrant, String.valueOf(e.getMessage()));
            }
        }
        Lab.say("many: " + table.title() + " is over");
        return table;
    }

    private void measure(Entrant entrant, DriverProcess process) {
        String warm = "warm " + lab.server().baseUrl(WARM, tls) + " " + lab.pick(500, 2_000) + " "
                + lab.pick(3_000, 10_000) + " " + WARM.expected().line();
        table.fault(entrant, Answered.parse(process.ask(warm, GRACE)).fault());
        int lasts = script.chunks() * (script.number() / 1000);
        Duration limit = Duration.ofMillis(staggerMillis + lasts).plus(GRACE);
        String task = "paced " + lab.server().baseUrl(script, tls) + " " + streams + " " + script.chunks() + " "
                + staggerMillis + " " + limit.toMillis() + " "
                + script.expected().line();
        var watch = Watch.start(new Proc(process.pid()));
        var answer = Answered.parse(process.ask(task, limit.plus(GRACE)));
        watch.stop();
        table.row(
                entrant,
                watch.cpu() / 1e9,
                watch.cpu(staggerMillis + 300, lasts - 100) / 1000 * script.number() / 1e6 / streams,
                watch.peakResidentMegabytes(),
                watch.peakThreads(),
                answer.number("p50") / 1000,
                answer.number("p99") / 1000,
                answer.number("wrong"),
                answer.number("unended"));
        table.fault(entrant, answer.fault());
    }
}
