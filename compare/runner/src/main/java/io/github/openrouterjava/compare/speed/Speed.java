package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures every client, and prints and writes the tables. Run in the folder {@code compare}. */
public final class Speed {
    private Speed() {}

    /** Arguments: ids of clients, all unless some are named; {@code --only MEASURE}; {@code --fast}. */
    public static void main(String... args) throws IOException {
        try {
            measure(Asked.parse(args));
        } catch (IllegalArgumentException unknown) {
            System.err.println(unknown.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    private static void measure(Asked asked) throws IOException {
        List<Measure> measures = asked.chosen(Measure.all());
        List<Path> programs = Entrant.programs();
        List<String> ids = asked.ids(programs.stream().map(Entrant::id).toList());
        var entrants = new ArrayList<Entrant>();
        for (Path program : programs) if (ids.contains(Entrant.id(program))) add(program, entrants);
        double load = Machine.load();
        Map<String, Table> tables = measure(measures, entrants, asked.fast());
        String head = head(entrants, load) + Goals.markdown(tables, entrants);
        System.out.println(head);
        if (asked.everything()) {
            Path file = Path.of("results", "speed-" + LocalDate.now() + ".md");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "# Speed, " + LocalDate.now() + "\n\n" + head + body(tables));
            System.out.println("written to compare/" + file);
        }
    }

    private static Map<String, Table> measure(List<Measure> measures, List<Entrant> entrants, boolean fast)
            throws IOException {
        Certificate certificate = Certificate.in(Path.of("runner/target/speed"));
        var tables = new LinkedHashMap<String, Table>();
        try (var server = ServerProcess.start(certificate)) {
            var lab = new Lab(server, certificate, entrants, fast);
            lab.warmUp(measures.stream().anyMatch(measure -> measure.name().endsWith("tls")));
            for (Measure measure : measures) {
                Table table = measure.run().run(lab, tables);
                System.out.println(table.markdown());
                tables.put(table.title(), table);
            }
        }
        return tables;
    }

    private static String head(List<Entrant> entrants, double load) {
        var out = new StringBuilder("""
            Against one server on the same machine, by `compare/speed`: %s; load %.1f when it began, %.1f
            when it ended. What is done and what counts is in [compare/README.md](../README.md#speed).

            | client | version | runtime |
            |---|---|---|
            """.formatted(Machine.description(), load, Machine.load()));
        for (Entrant entrant : entrants) {
            out.append("| %s | %s | %s |\n".formatted(entrant.client(), entrant.version(), entrant.runtime()));
        }
        return out.append('\n').toString();
    }

    private static String body(Map<String, Table> tables) {
        return String.join("\n", tables.values().stream().map(Table::markdown).toList());
    }

    private static void add(Path program, List<Entrant> entrants) throws IOException {
        Files.deleteIfExists(Entrant.log(program).toPath());
        try {
            entrants.add(Entrant.of(program));
        } catch (IOException absent) {
            Lab.say(Entrant.id(program) + " is left out: " + absent.getMessage());
        }
    }
}
