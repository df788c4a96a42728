package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program as its user does: in a JVM of its own, set up by the environment. */
final class Program {
    static final String KEY = "sk-or-v1-of-an-example";

    private Program() {}

    /** What the program prints to stdout; it must end by itself, and well. */
    static String output(String classPath, String main, String baseUrl, String... args)
            throws IOException, InterruptedException {
        var builder = builder(classPath, main, baseUrl, args);
        Path out = Files.createTempFile("program", ".out");
        Path err = Files.createTempFile("program", ".err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), main + " does not end");
            assertEquals(0, process.exitValue(), () -> main + " failed: " + text(err));
            return text(out);
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The program, not started yet. */
    static ProcessBuilder builder(String classPath, String main, String baseUrl, String... args) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = classPath + File.pathSeparator + System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", "-cp", path, main));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command);
        builder.environment().put("OPENROUTER_API_KEY", KEY);
        builder.environment().put("OPENROUTER_BASE_URL", baseUrl);
        return builder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
