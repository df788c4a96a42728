package io.github.openrouterjava.compare;

import io.github.openrouterjava.conformance.Catalogue;
import io.github.openrouterjava.conformance.Scenario;
import io.github.openrouterjava.conformance.ScenarioServer;
import io.github.openrouterjava.conformance.Verdict;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Plays the catalogue to every client, and prints and writes the table. Run in the folder {@code compare}. */
public final class Conformance {
    /** A scenario that asks for more time than this is one that keeps a machine busy: it has it to itself. */
    private static final Duration LIGHT = Duration.ofSeconds(10);

    /** So many processes each client has: most of the time is spent waiting. */
    private static final int TEAMS = 2;

    private Conformance() {}

    /** Arguments: ids of clients, all unless some are named, and {@code --only GLOB} for scenarios or groups. */
    public static void main(String... args) throws IOException {
        String glob = "*";
        var named = new ArrayList<String>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--only") && i + 1 < args.length) glob = args[++i];
            else named.add(args[i]);
        }
        PathMatcher only = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        Catalogue catalogue = Catalogue.load();
        List<Scenario> scenarios = catalogue.scenarios().stream()
                .filter(scenario -> only.matches(Path.of(scenario.name())) || only.matches(Path.of(scenario.group())))
                .toList();
        List<Path> programs = programs();
        for (String name : named) {
            if (programs.stream().noneMatch(program -> Contestant.id(program).equals(name))) {
                System.err.println("no client " + name + "; there are "
                        + programs.stream().map(Contestant::id).toList());
                System.exit(2);
            }
        }
        if (scenarios.isEmpty()) {
            System.err.println("no scenario is called " + glob);
            System.exit(2);
        }
        try (var server = ScenarioServer.start(0, catalogue)) {
            var teams = new ArrayList<List<Contestant>>();
            for (int i = 0; i < TEAMS; i++) teams.add(new ArrayList<>());
            for (Path program : programs) {
                if (named.isEmpty() || named.contains(Contestant.id(program))) start(program, server, catalogue, teams);
            }
            if (teams.getFirst().isEmpty()) System.exit(2);
            Results results = new Results(teams.getFirst(), play(scenarios, teams));
            teams.forEach(team -> team.forEach(Contestant::close));
            System.out.println(results.summary());
            System.out.println(results.differences());
            if (named.isEmpty() && glob.equals("*")) {
                Path file = Path.of("results", "conformance-" + LocalDate.now() + ".md");
                Files.createDirectories(file.getParent());
                Files.writeString(file, results.page());
                System.out.println("written to compare/" + file);
            }
        }
        System.exit(0);
    }

    /** Starts the client for each team; one that does not start is left out. */
    private static void start(Path program, ScenarioServer server, Catalogue catalogue, List<List<Contestant>> teams)
            throws IOException {
        var log = new File("runner/target/" + Contestant.id(program) + ".log");
        Files.deleteIfExists(log.toPath());
        for (List<Contestant> team : teams) {
            var contestant = new Contestant(program, log, server, warmUp(catalogue));
            try {
                contestant.ready();
            } catch (IOException absent) {
                System.err.println(contestant.id() + " is left out: " + absent.getMessage() + "; see " + log);
                return;
            }
            team.add(contestant);
        }
    }

    private static Scenario warmUp(Catalogue catalogue) {
        return catalogue.scenarios().stream()
                .filter(scenario ->
                        "complete".equals(scenario.expect().getFirst().string("end")))
                .findFirst()
                .orElse(catalogue.scenarios().getFirst());
    }

    private static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath(), 2)) {
            return files.filter(file -> file.getFileName().toString().matches("driver(-.*)?"))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .sorted(Comparator.comparing(Contestant::ours).reversed().thenComparing(Contestant::id))
                    .toList();
        }
    }

    /** The teams take turns at what is light, each for itself; what is heavy has the machine to itself. */
    private static Map<Scenario, List<Verdict>> play(List<Scenario> scenarios, List<List<Contestant>> teams) {
        var light = new ConcurrentLinkedQueue<Scenario>();
        for (Scenario scenario : scenarios) {
            if (scenario.limit().compareTo(LIGHT) <= 0) light.add(scenario);
        }
        var played = new ConcurrentHashMap<Scenario, List<Verdict>>();
        teams.stream()
                .map(team -> CompletableFuture.runAsync(
                        () -> {
                            for (Scenario next = light.poll(); next != null; next = light.poll()) {
                                played.put(next, told(next, play(next, team, true)));
                            }
                        },
                        Thread::startVirtualThread))
                .toList()
                .forEach(CompletableFuture::join);
        var inOrder = new LinkedHashMap<Scenario, List<Verdict>>();
        for (Scenario scenario : scenarios) {
            List<Verdict> row = played.get(scenario);
            inOrder.put(scenario, row != null ? row : told(scenario, play(scenario, teams.getFirst(), false)));
        }
        return inOrder;
    }

    private static List<Verdict> play(Scenario scenario, List<Contestant> team, boolean together) {
        var playing = new ArrayList<CompletableFuture<Verdict>>();
        for (Contestant contestant : team) {
            var verdict =
                    CompletableFuture.supplyAsync(() -> verdict(contestant, scenario), Thread::startVirtualThread);
            if (!together) verdict.join();
            playing.add(verdict);
        }
        return playing.stream().map(CompletableFuture::join).toList();
    }

    private static List<Verdict> told(Scenario scenario, List<Verdict> row) {
        System.err.println(scenario.name() + ": "
                + String.join(" ", row.stream().map(Results::cell).toList()));
        return row;
    }

    private static Verdict verdict(Contestant contestant, Scenario scenario) {
        try {
            return contestant.play(scenario);
        } catch (IOException e) {
            throw new UncheckedIOException(contestant.id() + " no longer starts", e);
        }
    }
}
