package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the command line: within this process, or as one of its own. */
record Cli(Map<String, String> environment, String input) {
    /** A key that must never be seen. */
    static final String KEY = "sk-or-v1-0123456789-never-to-be-seen";

    static final Cli BARE = new Cli(Map.of(), "");

    static final Cli WITH_KEY = BARE.with("OPENROUTER_API_KEY", KEY);

    Cli with(String variable, String value) {
        var more = new HashMap<>(environment);
        more.put(variable, value);
        return new Cli(more, input);
    }

    Cli input(String text) {
        return new Cli(environment, text);
    }

    /** What came of a run. */
    record Ran(int exit, String out, String err) {
        /** Fails unless the run ended so, with this on standard error, in one line, and shows neither key nor stack. */
        Ran failed(int code, String... messageHas) {
            assertEquals(code, exit, this::toString);
            List<String> lines = err.lines().toList();
            List<String> told = lines.stream()
                    .filter(line -> line.startsWith("openrouter: "))
                    .toList();
            assertEquals(1, told.size(), this::toString);
            for (String part : messageHas) {
                assertTrue(told.getFirst().contains(part), () -> "'" + part + "' is not in: " + this);
            }
            assertFalse(err.contains("\tat "), this::toString);
            return discreet();
        }

        Ran complete() {
            assertEquals(0, exit, this::toString);
            return discreet();
        }

        Ran discreet() {
            assertFalse((out + err).contains(KEY), this::toString);
            return this;
        }

        List<JsonObject> lines() {
            return out.lines().map(line -> (JsonObject) Json.parse(line)).toList();
        }

        JsonObject line() {
            assertEquals(1, out.lines().count(), this::toString);
            return lines().getFirst();
        }
    }

    Ran run(String... args) {
        return runAt("", args);
    }

    /** As {@link #run}, where these of the standard streams are a terminal: the input is what is typed there. */
    Ran runAt(String terminals, String... args) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var shell = new Shell(new ByteArrayInputStream(input.getBytes(UTF_8)), out, err, environment, terminals);
        int exit = Main.run(args, shell);
        return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8)).discreet();
    }

    /** Starts a process; its standard input is empty. */
    Process start(String... args) throws IOException {
        return builder(args).redirectInput(new File("/dev/null")).start();
    }

    /** Starts a process that takes these of its streams for a terminal, at which nobody types anything. */
    Process startAt(String terminals, String... args) throws IOException {
        ProcessBuilder builder = builder(args);
        builder.command().add(1, "-Dopenrouter.terminals=" + terminals);
        return builder.start();
    }

    /** Runs a process with the input to its end. */
    Ran runProcess(String... args) throws IOException, InterruptedException {
        Process process = builder(args).start();
        try (var in = process.outputWriter(UTF_8)) {
            in.write(input);
        }
        return ended(process);
    }

    static Ran ended(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out, err).discreet();
    }

    /** As {@link #runProcess}, but the process takes all its streams for a terminal. */
    Ran runProcessAtTerminal(String... args) throws IOException, InterruptedException {
        ProcessBuilder builder = builder(args);
        builder.command().add(1, "-Dopenrouter.terminals=012");
        Process process = builder.start();
        try (var in = process.outputWriter(UTF_8)) {
            in.write(input);
        }
        return ended(process);
    }

    private ProcessBuilder builder(String... args) {
        ProcessBuilder builder = program(Main.class);
        builder.command().addAll(List.of(args));
        return builder;
    }

    /** For a process that runs this class, with the environment of this one but for what it must not inherit. */
    ProcessBuilder program(Class<?> main) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ModuleLayer.boot().configuration().modules().stream()
                        .map(module -> module.reference().location().orElseThrow())
                        .filter(place -> place.getScheme().equals("file"))
                        .map(place -> Path.of(place).toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                main.getName()));
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("OPENROUTER_") || name.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        return builder;
    }
}
