package io.github.openrouterjava.compare.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** What a measure has found: a row of numbers for each client, and what went wrong with it. */
final class Table {
    private final String title;
    private final String about;
    private final List<String> columns;
    private final Map<Entrant, double[]> rows = new LinkedHashMap<>();
    private final Map<Entrant, String> faults = new LinkedHashMap<>();

    /** @param columns their names; the first is the one by which clients are compared */
    Table(String title, String about, String... columns) {
        this.title = title;
        this.about = about;
        this.columns = List.of(columns);
    }

    /** A client's numbers, NaN for what there is none of. */
    void row(Entrant entrant, double... values) {
        rows.put(entrant, values);
    }

    /** What went wrong, once for each thing; nothing where it is empty. */
    void fault(Entrant entrant, String fault) {
        if (fault.isEmpty()) return;
        rows.putIfAbsent(entrant, none());
        String known = faults.get(entrant);
        if (known == null) faults.put(entrant, fault);
        else if (!known.contains(fault)) faults.put(entrant, known + "; " + fault);
    }

    String title() {
        return title;
    }

    boolean faulty(Entrant entrant) {
        return faults.containsKey(entrant);
    }

    /** A number of a client's row; NaN where there is none. */
    double value(Entrant entrant, String column) {
        return rows.getOrDefault(entrant, none())[columns.indexOf(column)];
    }

    String markdown() {
        var out = new StringBuilder("## " + title + "\n\n" + about + "\n\n| client |");
        for (String column : columns) out.append(' ').append(column).append(" |");
        out.append(" against ours |\n|---|")
                .append("---:|".repeat(columns.size() + 1))
                .append('\n');
        rows.forEach((entrant, values) -> {
            out.append("| ").append(entrant.client()).append(" |");
            for (double value : values) out.append(' ').append(number(value)).append(" |");
            out.append(' ').append(ratio(values[0])).append(" |\n");
        });
        if (!faults.isEmpty()) out.append('\n');
        faults.forEach((entrant, fault) -> out.append("- **")
                .append(entrant.client())
                .append("**: ")
                .append(escaped(fault))
                .append('\n'));
        return out.append('\n').toString();
    }

    private String ratio(double value) {
        var ours = rows.entrySet().stream()
                .filter(row -> row.getKey().id().equals("openrouter"))
                .findFirst();
        if (ours.isEmpty() || Double.isNaN(value / ours.get().getValue()[0])) return "";
        return String.format(Locale.ROOT, "%.2f×", value / ours.get().getValue()[0]);
    }

    private double[] none() {
        var none = new double[columns.size()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    /** With about three digits that count. */
    static String number(double value) {
        if (Double.isNaN(value)) return "–";
        int decimals =
                value == 0 || value == Math.rint(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        if (value != 0 && Math.abs(value) < 1) decimals = 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static double median(List<Double> values) {
        var sorted = new ArrayList<>(values);
        sorted.removeIf(value -> value.isNaN());
        sorted.sort(null);
        int size = sorted.size();
        if (size == 0) return Double.NaN;
        return IntStream.of((size - 1) / 2, size / 2)
                .mapToDouble(sorted::get)
                .average()
                .orElse(Double.NaN);
    }

    private static String escaped(String text) {
        String line = text.length() > 300 ? text.substring(0, 300) + "…" : text;
        return line.replaceAll("([\\\\*_<>`|\\[\\]])", "\\\\$1");
    }
}
