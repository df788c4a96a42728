package io.github.openrouterjava.compare.speed;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What this project's client is to reach, held against what was measured. */
final class Goals {
    private final Map<String, Table> tables;
    private final List<Entrant> entrants;
    private final StringBuilder out = new StringBuilder("""
        ## Goals

        The best peer is that of the JVM with the lowest figure and no fault.

        | what | goal | ours | bare socket | best peer | met |
        |---|---|---:|---:|---:|---|
        """);

    private Goals(Map<String, Table> tables, List<Entrant> entrants) {
        this.tables = tables;
        this.entrants = entrants;
    }

    /** @param tables by their titles */
    static String markdown(Map<String, Table> tables, List<Entrant> entrants) {
        var goals = new Goals(tables, entrants);
        goals.oneAtATime();
        goals.many();
        return goals.out.append('\n').toString();
    }

    private void oneAtATime() {
        Found burst = find("Burst", BurstMeasure.CPU);
        double langchain = value("Burst", "langchain4j", BurstMeasure.CPU);
        line("burst, CPU µs per chunk", "≤ 0.35", burst, burst.ours <= 0.35);
        line("the same, LangChain4j against ours", "≥ 11×", burst.ratio(langchain), langchain / burst.ours >= 11);
        Found bytes = find("Burst", BurstMeasure.BYTES);
        line("burst, bytes allocated per chunk", "≤ 280", bytes, bytes.ours <= 280);
        Found longer = find("Burst", BurstMeasure.LONG_AGAINST_SHORT);
        line("100,000 chunks against 1,000, CPU per chunk", "≤ 1.1", longer, longer.ours <= 1.1);
        Found decode = find("Decode only", DecodeMeasure.CPU);
        line("decode only, text deltas, CPU ns per chunk", "≤ 80", decode, decode.ours <= 80);
        Found full = new Found(second("Decode only", DecodeMeasure.CPU), Double.NaN, decode.peer);
        line("decode only, full decoder, CPU ns per chunk", "≤ 350", full, full.ours <= 350);
        line(
                "decode only, best peer against ours",
                "≥ 12×",
                decode.ratio(decode.peer),
                decode.peer / decode.ours >= 12);
        cold("Cold start", 135, 4.5);
        cold("Cold start, TLS", 360, 2);
        Found p50 = find("One paced stream", LatencyMeasure.P50);
        line("one paced stream, late p50 µs", "≤ 1.5× bare", p50, p50.ours <= 1.5 * p50.bare);
        Found p99 = find("One paced stream", LatencyMeasure.P99);
        line("one paced stream, late p99 µs", "≤ 1.5× bare", p99, p99.ours <= 1.5 * p99.bare);
    }

    private void cold(String title, double most, double peers) {
        Found cold = find(title, ColdMeasure.ENDED);
        String what = title.toLowerCase(Locale.ROOT).replace("tls", "TLS");
        line(what + ", ended ms", "≤ " + Table.number(most), cold, cold.ours <= most);
        line(
                what + ", best peer against ours",
                "≥ " + Table.number(peers) + "×",
                cold.ratio(cold.peer),
                cold.peer / cold.ours >= peers);
    }

    private void many() {
        for (boolean tls : new boolean[] {false, true}) {
            String title = ManyMeasure.title(1_000, tls);
            Found cpu = find(title, ManyMeasure.CPU);
            line(title + ", CPU s", "≤ 1.2× bare", cpu, cpu.ours <= 1.2 * cpu.bare);
            if (!tls) line(title + ", best peer against ours", "≥ 3×", cpu.ratio(cpu.peer), cpu.peer / cpu.ours >= 3);
        }
        Found thousand = find(ManyMeasure.title(1_000, false), ManyMeasure.P99);
        line(ManyMeasure.title(1_000, false) + ", late p99 ms", "< 1", thousand, thousand.ours < 1);
        Found five = find(ManyMeasure.title(5_000, false), ManyMeasure.P99);
        line(ManyMeasure.title(5_000, false) + ", late p99 ms", "< 10", five, five.ours < 10);
        Found failed = find(ManyMeasure.title(10_000, false), ManyMeasure.FAILED);
        Found unended = find(ManyMeasure.title(10_000, false), ManyMeasure.UNENDED);
        Found lost = new Found(failed.ours + unended.ours, failed.bare + unended.bare, failed.peer + unended.peer);
        line(ManyMeasure.title(10_000, false) + ", failed or unended", "0", lost, lost.ours == 0);
    }

    /** One figure of ours, the bare socket's and the lowest of a peer's. */
    private record Found(double ours, double bare, double peer) {
        /** A peer's figure, and the bare socket's, in ours. */
        Found ratio(double peer) {
            return new Found(ours / ours, bare / ours, peer / ours);
        }
    }

    private Found find(String title, String column) {
        Table table = tables.get(title);
        double peer = entrants.stream()
                .filter(entrant -> entrant.peer() && entrant.runtime().startsWith("Java"))
                .filter(entrant -> table != null && table.sound(entrant))
                .mapToDouble(entrant -> Objects.requireNonNull(table).value(entrant, column))
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
        return new Found(value(title, "openrouter", column), value(title, "bare", column), peer);
    }

    private double value(String title, String id, String column) {
        Table table = tables.get(title);
        Entrant entrant = entrant(id);
        return table == null || entrant == null ? Double.NaN : table.value(entrant, column);
    }

    private double second(String title, String column) {
        Table table = tables.get(title);
        Entrant ours = entrant("openrouter");
        return table == null || ours == null ? Double.NaN : table.value(ours, 1, column);
    }

    private @Nullable Entrant entrant(String id) {
        return entrants.stream()
                .filter(entrant -> entrant.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private void line(String what, String goal, Found found, boolean met) {
        if (Double.isNaN(found.ours)) return; // not measured
        out.append("| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        what,
                        goal,
                        Table.number(found.ours),
                        Table.number(found.bare),
                        Table.number(found.peer),
                        met ? "yes" : "**no**"));
    }
}
