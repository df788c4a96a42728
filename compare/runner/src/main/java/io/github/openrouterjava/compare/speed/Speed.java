package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures every client, and prints and writes the tables. Run in the folder {@code compare}. */
public final class Speed {
    private static final List<String> MEASURES = List.of("burst", "decode", "cold", "lat", "many");

    private Speed() {}

    /** Arguments: ids of clients, all unless some are named; {@code --only MEASURE}; {@code --fast}. */
    public static void main(String... args) throws IOException {
        var named = new ArrayList<String>();
        var only = new ArrayList<String>();
        boolean fast = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--fast")) fast = true;
            else if (args[i].equals("--only") && i + 1 < args.length) only.addAll(List.of(args[++i].split(",")));
            else named.add(args[i]);
        }
        check(only, MEASURES, "measure");
        List<Path> programs = Entrant.programs();
        check(named, programs.stream().map(Entrant::id).toList(), "client");
        var entrants = new ArrayList<Entrant>();
        for (Path program : programs) {
            if (named.isEmpty() || named.contains(Entrant.id(program))) add(program, entrants);
        }
        if (entrants.isEmpty()) System.exit(2);
        Certificate certificate = Certificate.in(Path.of("runner/target/speed"));
        var tables = new ArrayList<Table>();
        try (var server = ServerProcess.start(certificate)) {
            var lab = new Lab(server, certificate, entrants, fast);
            for (String measure : only.isEmpty() ? MEASURES : only) {
                for (Table table : measure(measure, lab)) {
                    System.out.println(table.markdown());
                    tables.add(table);
                }
            }
        }
        System.exit(0);
    }

    private static List<Table> measure(String name, Lab lab) throws IOException {
        return switch (name) {
            case "burst" -> List.of(BurstMeasure.run(lab));
            case "decode" -> List.of(DecodeMeasure.run(lab));
            case "cold" -> ColdMeasure.run(lab);
            case "lat" -> List.of(LatencyMeasure.run(lab));
            case "many" -> ManyMeasure.run(lab);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void add(Path program, List<Entrant> entrants) throws IOException {
        Files.deleteIfExists(Path.of("runner/target/speed-" + Entrant.id(program) + ".log"));
        try {
            entrants.add(Entrant.of(program));
        } catch (IOException absent) {
            Lab.say(Entrant.id(program) + " is left out: " + absent.getMessage());
        }
    }

    private static void check(List<String> asked, List<String> known, String what) {
        for (String name : asked) {
            if (known.contains(name)) continue;
            System.err.println("no " + what + " " + name + "; there are " + known);
            System.exit(2);
        }
    }
}
