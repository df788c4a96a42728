package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A client in the tables: its program, and what that says it is.
 *
 * @param decoders the ways in which it can decode what is in memory
 */
record Entrant(Path program, String client, String version, String runtime, List<String> decoders) {
    private static final Duration START = Duration.ofMinutes(1);

    /** The programs that there are: this project's client first, then the bounds, then its peers. */
    static List<Path> programs() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath(), 2)) {
            return files.filter(file -> file.getFileName().toString().matches("speed(-.*)?"))
                    .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                    .filter(file ->
                            file.getNameCount() > Path.of("").toAbsolutePath().getNameCount() + 1)
                    .filter(file -> !file.endsWith("speed-jar") || System.getenv("OPENROUTER_JAR") != null)
                    .sorted(Comparator.comparingInt(Entrant::rank).thenComparing(Entrant::id))
                    .toList();
        }
    }

    private static int rank(Path program) {
        return switch (program.getParent().getFileName().toString()) {
            case "openrouter" -> 0;
            case "bare" -> 1;
            default -> 2;
        };
    }

    /** What a user calls it by: its folder, and what its program's name has behind {@code speed}. */
    static String id(Path program) {
        return program.getParent().getFileName()
                + program.getFileName().toString().substring("speed".length());
    }

    /** Asks a program who it is. */
    static Entrant of(Path program) throws IOException {
        try (var process = DriverProcess.start(program, log(program), Map.of(), List.of())) {
            String line = process.next(START);
            if (line == null) throw new IOException("it did not start; see " + log(program));
            Answered who = Answered.parse(line);
            String ways = who.text("decoders");
            List<String> decoders = ways.isEmpty() ? List.of() : List.of(ways.split("\\|"));
            return new Entrant(program, who.text("client"), who.text("version"), who.text("runtime"), decoders);
        }
    }

    String id() {
        return id(program);
    }

    /** Neither this project's client nor a bound. */
    boolean peer() {
        return rank(program) == 2;
    }

    /** Starts it and waits until it can be asked. */
    DriverProcess start(Map<String, String> environment) throws IOException {
        DriverProcess process = DriverProcess.start(program, log(program), environment, List.of());
        if (process.next(START) == null) {
            process.close();
            throw new IOException("it did not start; see " + log(program));
        }
        return process;
    }

    /** Starts it for one stream, which it says the end of in its first line. */
    DriverProcess cold(Map<String, String> environment, String... arguments) throws IOException {
        return DriverProcess.start(program, log(program), environment, List.of(arguments));
    }

    static File log(Path program) {
        return new File("runner/target/speed-" + id(program) + ".log");
    }
}
