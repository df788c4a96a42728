package io.github.openrouterjava.compare.speed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a measure has found: a row of numbers for each client, and what went wrong with it. */
final class Table {
    private static final int LONGEST_FAULT = 300;

    private final String title;
    private final String about;
    private final List<String> columns;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<Entrant, String> faults = new LinkedHashMap<>();

    private record Row(Entrant entrant, double[] values) {}

    /** @param columns their names; the first is the one by which clients are compared */
    Table(String title, String about, String... columns) {
        this.title = title;
        this.about = about.strip();
        this.columns = List.of(columns);
    }

    /** A client's numbers, NaN for what there is none of. */
    void row(Entrant entrant, double... values) {
        row(entrant, "", values);
    }

    /** One of several rows of a client, the first of which is the one that others are compared with. */
    void row(Entrant entrant, String which, double... values) {
        rows.put(entrant.client() + (which.isEmpty() ? "" : ", " + which), new Row(entrant, values));
    }

    /** What went wrong, once for each thing; nothing where it is empty. */
    void fault(Entrant entrant, String fault) {
        if (fault.isEmpty()) return;
        String known = faults.get(entrant);
        if (known == null) faults.put(entrant, fault);
        else if (!known.contains(fault)) faults.put(entrant, known + "; " + fault);
    }

    String title() {
        return title;
    }

    /** True where all went well with the client. */
    boolean sound(Entrant entrant) {
        return !faults.containsKey(entrant);
    }

    /** A number of a client's first row; NaN where there is none. */
    double value(Entrant entrant, String column) {
        return value(entrant, 0, column);
    }

    /** A number of one of a client's rows; NaN where there is none. */
    double value(Entrant entrant, int row, String column) {
        return rows.values().stream()
                .filter(known -> known.entrant.equals(entrant))
                .skip(row)
                .mapToDouble(known -> known.values[columns.indexOf(column)])
                .findFirst()
                .orElse(Double.NaN);
    }

    String markdown() {
        var out = new StringBuilder("## " + title + "\n\n" + about + "\n\n| client |");
        for (String column : columns) out.append(' ').append(column).append(" |");
        out.append(" against ours |\n|---|").append("---:|".repeat(columns.size() + 1));
        rows.forEach((name, row) -> {
            out.append("\n| ").append(name).append(sound(row.entrant) ? " |" : " **(see below)** |");
            for (double value : row.values)
                out.append(' ').append(number(value)).append(" |");
            out.append(' ').append(ratio(row.values[0])).append(" |");
        });
        out.append('\n');
        if (!faults.isEmpty()) out.append("\nWhat went wrong:\n\n");
        faults.forEach((entrant, fault) -> out.append("- ")
                .append(entrant.client())
                .append(": ")
                .append(escaped(fault))
                .append('\n'));
        return out.toString();
    }

    private String ratio(double value) {
        double ours = rows.values().stream()
                .filter(row -> row.entrant.id().equals("openrouter"))
                .mapToDouble(row -> row.values[0])
                .findFirst()
                .orElse(Double.NaN);
        return Double.isNaN(value / ours) ? "" : String.format(Locale.ROOT, "%.2f×", value / ours);
    }

    /** With about three digits that count. */
    static String number(double value) {
        if (Double.isNaN(value)) return "–";
        double size = Math.abs(value);
        int decimals = size == 0 || size == Math.rint(size) || size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(Double::doubleValue)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) return Double.NaN;
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    static String escaped(String text) {
        String line = text.length() > LONGEST_FAULT ? text.substring(0, LONGEST_FAULT) + "…" : text;
        return line.replaceAll("([\\\\*_<>`|\\[\\]])", "\\\\$1");
    }
}
