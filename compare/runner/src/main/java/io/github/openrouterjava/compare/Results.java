package io.github.openrouterjava.compare;

import io.github.openrouterjava.conformance.Scenario;
import io.github.openrouterjava.conformance.Verdict;
import io.github.openrouterjava.conformance.Verdict.Kind;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The verdicts as Markdown. */
record Results(List<Contestant> contestants, Map<Scenario, List<Verdict>> verdicts) {
    private static final int WHY = 240;

    static String cell(Verdict verdict) {
        return switch (verdict.kind()) {
            case PASS -> "pass";
            case NOT_TRIED -> "–";
            default -> "**" + name(verdict.kind()) + "**";
        };
    }

    String page() {
        return """
                # Conformance, %s

                %d scenarios of the [catalogue](../../conformance), played over loopback to one client each in a process
                of its own, on %s with %d processors, by `compare/conformance`. What counts is in
                [compare/README.md](../README.md).

                %s
                %s
                ## What differed

                %s""".formatted(
                        LocalDate.now(),
                        verdicts.size(),
                        System.getProperty("os.name"),
                        Runtime.getRuntime().availableProcessors(),
                        summary(),
                        groups(),
                        differences());
    }

    /** Clients down, verdicts across. */
    String summary() {
        var out = new StringBuilder("| client | version | runtime |");
        for (Kind kind : Kind.values()) out.append(' ').append(name(kind)).append(" |");
        out.append("\n|---|---|---|")
                .append("---:|".repeat(Kind.values().length))
                .append('\n');
        for (int i = 0; i < contestants.size(); i++) {
            Contestant contestant = contestants.get(i);
            int column = i;
            out.append("| %s | %s | %s |".formatted(contestant.client(), contestant.version(), contestant.runtime()));
            for (Kind kind : Kind.values()) {
                long count = verdicts.values().stream()
                        .filter(row -> row.get(column).kind() == kind)
                        .count();
                out.append(' ').append(count).append(" |");
            }
            out.append('\n');
        }
        return out.toString();
    }

    private String groups() {
        var out = new StringBuilder();
        String group = "";
        for (var scenario : verdicts.entrySet()) {
            if (!scenario.getKey().group().equals(group)) {
                group = scenario.getKey().group();
                out.append("## ").append(group).append("\n\n| scenario |");
                for (Contestant contestant : contestants)
                    out.append(' ').append(contestant.client()).append(" |");
                out.append("\n|---|").append("---|".repeat(contestants.size())).append('\n');
            }
            out.append("| ").append(scenario.getKey().name()).append(" |");
            for (Verdict verdict : scenario.getValue())
                out.append(' ').append(cell(verdict)).append(" |");
            out.append('\n');
            if (last(scenario.getKey())) out.append('\n');
        }
        return out.toString();
    }

    private boolean last(Scenario scenario) {
        var all = List.copyOf(verdicts.keySet());
        int next = all.indexOf(scenario) + 1;
        return next == all.size() || !all.get(next).group().equals(scenario.group());
    }

    /** What each client did not pass, in a line each. */
    String differences() {
        return IntStream.range(0, contestants.size())
                .mapToObj(column -> "### " + contestants.get(column).client() + "\n\n" + differences(column))
                .collect(Collectors.joining("\n"));
    }

    private String differences(int column) {
        var out = new StringBuilder();
        verdicts.forEach((scenario, row) -> {
            Verdict verdict = row.get(column);
            if (verdict.kind() != Kind.PASS && verdict.kind() != Kind.NOT_TRIED) {
                out.append("- %s, %s: %s\n".formatted(scenario.name(), name(verdict.kind()), line(verdict.why())));
            }
        });
        return out.isEmpty() ? "Nothing.\n" : out.toString();
    }

    private static String line(String why) {
        String line = why.replaceAll("\\s+", " ").strip();
        if (line.length() > WHY) line = line.substring(0, WHY) + "…";
        return line.replaceAll("([\\\\*_<>`|\\[\\]])", "\\\\$1");
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
