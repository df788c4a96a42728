package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Measures what relays add to paced streams, and prints and writes the tables. Run in the folder {@code compare}. */
public final class RelaySpeed {
    /** Relays that run, to be ended with this program, however that ends. */
    private static final Set<Relay> RUNNING = ConcurrentHashMap.newKeySet();

    private static final int MOST_TRIES = 2;
    private static final double LITTLE = 0.15;

    private RelaySpeed() {}

    /** Arguments: ids of relays, all unless some are named; {@code --streams N,N --rate R --rounds N --fast}. */
    public static void main(String... args) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Relay::close)));
        try {
            measure(RelayAsked.parse(args));
        } catch (IllegalArgumentException unknown) {
            System.err.println(unknown.getMessage());
            System.exit(2);
        }
        System.exit(0);
    }

    private static void measure(RelayAsked asked) throws IOException {
        List<Path> programs = Relay.programs();
        List<String> known = Stream.concat(
                        Stream.of(Relay.DIRECT), programs.stream().map(Relay::id))
                .toList();
        for (String id : asked.relays()) {
            if (!known.contains(id)) throw new IllegalArgumentException("no relay " + id + "; there are " + known);
        }
        double load = Machine.load();
        var who = new LinkedHashMap<String, String>();
        var tables = new ArrayList<String>();
        for (int streams : asked.streams()) {
            demandFiles(streams);
            RelayTable table = table(asked, RelayLoad.of(streams, asked.rate(), asked.fast()), programs, who);
            tables.add(table.markdown());
            System.out.println(tables.getLast());
        }
        if (asked.everything()) {
            Path file = Path.of("results", "relay-" + LocalDate.now() + ".md");
            Files.writeString(
                    file, "# Relays, " + LocalDate.now() + "\n\n" + head(who, load) + String.join("\n", tables));
            System.out.println("written to compare/" + file);
        }
    }

    /** A relay has two connections for each stream, and some files of its own. */
    private static void demandFiles(int streams) throws IOException {
        String limits = Files.readString(Path.of("/proc/self/limits"));
        String most = limits.lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s{2,}")[1])
                .findFirst()
                .orElse("unlimited");
        if (!most.equals("unlimited") && Long.parseLong(most) < 2L * streams + 300) {
            throw new IllegalArgumentException(
                    streams + " streams need " + (2 * streams + 300) + " open files; ulimit -n is " + most);
        }
    }

    private static RelayTable table(RelayAsked asked, RelayLoad load, List<Path> programs, Map<String, String> who)
            throws IOException {
        var relays = new ArrayList<Relay>();
        try (var server = ServerProcess.start()) {
            String upstream = server.baseUrl(load.script(), false);
            if (asked.wanted(Relay.DIRECT)) relays.add(Relay.none(upstream));
            for (Path program : programs) if (asked.wanted(Relay.id(program))) add(program, upstream, relays);
            for (Relay relay : relays) {
                who.put(relay.id(), "| %s | %s | %s |\n".formatted(relay.name(), relay.version(), relay.runtime()));
            }
            return rounds(asked, load, relays, server.proc());
        } finally {
            relays.forEach(Relay::close);
            relays.forEach(RUNNING::remove);
        }
    }

    private static void add(Path program, String upstream, List<Relay> relays) {
        try {
            Relay relay = Relay.start(program, upstream);
            RUNNING.add(relay);
            relays.add(relay);
        } catch (IOException absent) {
            say(Relay.id(program) + " is left out: " + absent.getMessage());
        }
    }

    private static RelayTable rounds(RelayAsked asked, RelayLoad load, List<Relay> relays, Proc server)
            throws IOException {
        if (relays.isEmpty()) throw new IllegalArgumentException("no relay is left to be measured");
        var table = new LinkedHashMap<Relay, List<RelayRound>>();
        for (Relay relay : relays) table.put(relay, new ArrayList<>());
        int first = asked.fast() ? 1 : 0; // the round before the first warms up and does not count
        int last = asked.rounds() * (asked.fast() ? 1 : MOST_TRIES);
        for (int round = first; round <= last && !quiet(table, asked.rounds()); round++) {
            var order = new ArrayList<>(relays);
            Collections.rotate(order, round);
            for (Relay relay : order) {
                if (!asked.fast()) Machine.awaitQuiet();
                RelayRound seen = RelayRound.of(relay, load, server);
                if (round > 0) table.get(relay).add(seen);
                say("%s, round %d: late p50 %s ms, p99 %s ms, %d failed, others %.0f %%"
                        .formatted(
                                relay.id(),
                                round,
                                Table.number(seen.p50()),
                                Table.number(seen.p99()),
                                seen.faults().size(),
                                100 * seen.others()));
            }
        }
        table.replaceAll((relay, seen) -> seen.stream()
                .sorted(Comparator.comparingDouble(RelayRound::others))
                .limit(asked.rounds())
                .toList());
        return new RelayTable(load, table);
    }

    /** True where each relay has had enough rounds in which the machine had little else to do. */
    private static boolean quiet(Map<Relay, List<RelayRound>> table, int rounds) {
        return table.values().stream()
                .allMatch(seen ->
                        seen.stream().filter(round -> round.others() < LITTLE).count() >= rounds);
    }

    private static String head(Map<String, String> who, double load) {
        return """
                Paced streams on one machine, by `compare/relay`: %s; load %.1f when it began, %.1f when it ended. What is
                done and what counts is in [compare/README.md](../README.md#relays).

                | relay | version | runtime |
                |---|---|---|
                %s
                """.formatted(Machine.description(), load, Machine.load(), String.join("", who.values()));
    }

    private static void say(String what) {
        System.err.println("relay: " + what);
    }
}
