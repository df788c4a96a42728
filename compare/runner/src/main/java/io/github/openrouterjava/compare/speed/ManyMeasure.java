package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Many streams at once, at the pace of models: each client in a fresh process that was warmed up, one by one. */
final class ManyMeasure {
    static final String CPU = "CPU s";
    static final String P99 = "late p99 ms";
    static final String FAILED = "failed";
    static final String UNENDED = "unended";

    private static final Script WARM = new Script(Script.Kind.ONCE, 50, 0);
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int FEW = 1_000;

    private final Lab lab;
    private final int streams;
    private final boolean tls;
    private final int staggerMillis;
    private final int lastsMillis;
    private final Script script;
    private final Table table;

    private ManyMeasure(Lab lab, int streams, boolean tls) {
        this.lab = lab;
        this.streams = streams;
        this.tls = tls;
        boolean few = streams <= FEW;
        staggerMillis = Math.max(500, streams * (tls ? 4 : few ? 2 : 1)); // two sides make a handshake in some 3 ms
        int every = few ? 100 : 500;
        int chunks = (staggerMillis + lab.pick(1_000, few ? 4_000 : 6_000)) / every;
        lastsMillis = chunks * every;
        script = new Script(Script.Kind.PACED, chunks, every * 1000);
        table = new Table(
                title(streams, tls),
                """
                Each of %d chunks, one in %d ms; they begin within %.1f s. Steady is what the process took for a chunk
                while all of them ran, none beginning and none ending. Late is what lies between the server's writing
                and the user's having the text. Unended are those that had not ended %d s behind the time.
                """.formatted(chunks, every, staggerMillis / 1e3, GRACE.toSeconds()),
                CPU,
                "steady CPU µs per chunk",
                "peak RSS MB",
                "peak threads",
                "late p50 ms",
                P99,
                FAILED,
                UNENDED,
                "server's CPU s");
    }

    /** @param before what was found with fewer streams, where that was measured */
    static Table run(Lab lab, int streams, boolean tls, @Nullable Table before) {
        return new ManyMeasure(lab, streams, tls).run(before);
    }

    static String title(int streams, boolean tls) {
        return String.format(Locale.ROOT, "%,d streams at once%s", streams, tls ? ", TLS" : "");
    }

    private Table run(@Nullable Table before) {
        for (Entrant entrant : lab.entrants()) {
            if (before != null && lost(before, entrant) && streams > FEW) {
                table.fault(entrant, "not tried: it lost streams before, of " + before.title());
                continue;
            }
            try (DriverProcess process = entrant.start(lab.environment(true))) {
                measure(entrant, process);
            } catch (IOException e) {
                table.fault(entrant, String.valueOf(e.getMessage()));
            }
        }
        Lab.say(table.title() + ": over");
        return table;
    }

    /** True where more than a few streams failed or did not end, or nothing is known of it. */
    private static boolean lost(Table before, Entrant entrant) {
        return !(before.value(entrant, FAILED) + before.value(entrant, UNENDED) <= FEW / 100);
    }

    private void measure(Entrant entrant, DriverProcess process) {
        String warm = "warm " + lab.server().baseUrl(WARM, tls) + " virtual " + lab.pick(32, 2_000) + " "
                + lab.pick(1_000, 10_000) + " " + WARM.expected().line();
        table.fault(
                entrant,
                Answered.parse(process.ask(warm, GRACE.multipliedBy(3))).fault());
        Duration limit = Duration.ofMillis(staggerMillis + lastsMillis).plus(GRACE);
        String task = "paced " + lab.server().baseUrl(script, tls) + " virtual " + streams + " " + script.chunks() + " "
                + staggerMillis + " " + limit.toMillis() + " "
                + script.expected().line();
        long server = lab.server().proc().cpu();
        var watch = Watch.start(new Proc(process.pid()));
        var answer = Answered.parse(process.ask(task, limit.plus(GRACE)));
        watch.stop();
        table.row(
                entrant,
                watch.cpu() / 1e9,
                watch.cpu(staggerMillis + 300, lastsMillis - 100) / 1e9 * script.number() / streams,
                watch.peakResidentMegabytes(),
                watch.peakThreads(),
                answer.number("p50") / 1e6,
                answer.number("p99") / 1e6,
                answer.number("wrong"),
                answer.number("unended"),
                (lab.server().proc().cpu() - server) / 1e9);
        table.fault(entrant, answer.fault());
        if (answer.number("unended") > 0) {
            table.fault(entrant, "%s of %d streams had not ended".formatted(answer.text("unended"), streams));
        }
    }
}
