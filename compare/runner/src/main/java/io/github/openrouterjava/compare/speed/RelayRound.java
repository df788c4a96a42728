package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was seen when one crowd of readers had read through one relay.
 *
 * @param begins ms from the request to the first byte of the body, half of the answers
 * @param cpu seconds that the relay took, NaN for none
 * @param resident MB that the relay has had at the most
 * @param busy the part of the machine's processors that all processes took
 * @param others the part that processes took which have nothing to do with this
 */
record RelayRound(
        double begins,
        double p50,
        double p99,
        double most,
        double cpu,
        double cpuPerEvent,
        double resident,
        double busy,
        double others,
        List<String> faults) {
    private static final Duration GRACE = Duration.ofSeconds(20);

    static RelayRound of(Relay relay, RelayLoad load, Proc server) throws IOException {
        var crowd = new Crowd(
                relay.base(), relay.headers(), load.streams(), load.script().chunks());
        System.gc(); // not in the middle
        Proc proc = relay.proc();
        Watch watch = proc == null ? null : Watch.start(proc);
        List<Proc> ends = List.of(server, new Proc(ProcessHandle.current().pid()));
        long endsBefore = ends.stream().mapToLong(Proc::cpu).sum();
        long[] before = Machine.cpu();
        crowd.read(load.staggerNanos(), load.nanos() + GRACE.toNanos());
        long[] after = Machine.cpu();
        long ofEnds = ends.stream().mapToLong(Proc::cpu).sum() - endsBefore;
        if (watch != null) watch.stop();
        long[] late = crowd.late();
        double cpu = watch == null ? 0 : watch.cpu();
        double all = after[1] - before[1];
        double busy = after[0] - before[0];
        return new RelayRound(
                Crowd.millis(crowd.begun(), 0.5),
                Crowd.millis(late, 0.5),
                Crowd.millis(late, 0.99),
                Crowd.millis(late, 1),
                watch == null ? Double.NaN : cpu / 1e9,
                watch == null ? Double.NaN : cpu / 1e3 / late.length,
                watch == null ? Double.NaN : watch.peakResidentMegabytes(),
                busy / all,
                Math.max(0, (busy - cpu - ofEnds) / all),
                crowd.faults(load.script().expected()));
    }

    static double median(List<RelayRound> rounds, ToDoubleFunction<RelayRound> value) {
        return Table.median(rounds.stream().map(value::applyAsDouble).toList());
    }

    /** The first thing that went wrong in any of these, null where nothing did. */
    static @Nullable String fault(List<RelayRound> rounds) {
        return rounds.stream()
                .flatMap(round -> round.faults().stream())
                .findFirst()
                .orElse(null);
    }
}
