package io.github.openrouterjava.compare.speed;

import static io.github.openrouterjava.compare.speed.RelayRound.median;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of each relay under one load, and their medians as Markdown. */
final class RelayTable {
    private static final String COLUMNS =
            "begins p50 ms | late p50 ms | late p99 ms | p99 of the rounds | late most ms "
                    + "| added p50 ms | added p99 ms | CPU s | CPU µs per event | peak RSS MB | machine busy | with others | failed";

    private final RelayLoad load;
    private final Map<Relay, List<RelayRound>> rounds;

    /** @param rounds of each relay, in the order of its rows */
    RelayTable(RelayLoad load, Map<Relay, List<RelayRound>> rounds) {
        this.load = load;
        this.rounds = rounds;
    }

    String markdown() {
        var out = new StringBuilder(String.format(Locale.ROOT, "## %,d streams at once\n\n", load.streams()));
        out.append("""
                Each of %d events, one in %d ms, that is %,d a second in all; they begin within %.1f s. The relays take
                turns; medians of those rounds of each, %d, in which other programs took least of the machine.

                """.formatted(
                        load.script().chunks(),
                        load.everyMillis(),
                        load.streams() * 1000L / load.everyMillis(),
                        load.staggerMillis() / 1e3,
                        rounds.values().iterator().next().size()));
        out.append("| relay | ").append(COLUMNS).append(" |\n|---|");
        out.append("---:|".repeat(COLUMNS.split("\\|").length)).append('\n');
        rounds.forEach((relay, some) -> out.append(row(relay, some)));
        rounds.forEach((relay, some) -> {
            String fault = RelayRound.fault(some);
            if (fault != null)
                out.append("\nWith ")
                        .append(relay.name())
                        .append(": ")
                        .append(fault)
                        .append("\n");
        });
        return out.toString();
    }

    private String row(Relay relay, List<RelayRound> some) {
        double[] p99 = some.stream().mapToDouble(RelayRound::p99).sorted().toArray();
        long failed = some.stream().mapToLong(round -> round.faults().size()).sum();
        List<String> cells = List.of(
                number(some, RelayRound::begins),
                number(some, RelayRound::p50),
                number(some, RelayRound::p99),
                Table.number(p99[0]) + " – " + Table.number(p99[p99.length - 1]),
                number(some, RelayRound::most),
                added(relay, some, RelayRound::p50),
                added(relay, some, RelayRound::p99),
                number(some, RelayRound::cpu),
                number(some, RelayRound::cpuPerEvent),
                number(some, RelayRound::resident),
                Math.round(100 * median(some, RelayRound::busy)) + " %",
                Math.round(100 * median(some, RelayRound::others)) + " %",
                failed + " of " + (long) load.streams() * some.size());
        return "| " + relay.name() + " | " + String.join(" | ", cells) + " |\n";
    }

    private static String number(List<RelayRound> some, ToDoubleFunction<RelayRound> value) {
        return Table.number(median(some, value));
    }

    /** What this is more than without a relay. */
    private String added(Relay relay, List<RelayRound> some, ToDoubleFunction<RelayRound> value) {
        Relay direct = rounds.keySet().iterator().next();
        if (relay.process() == null || direct.process() != null) return "–";
        return Table.number(median(some, value) - median(rounds.get(direct), value));
    }
}
