package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program as its user does: in a JVM of its own, set up by the environment. */
final class Program {
    private Program() {}

    /** What the program prints to stdout; it must end by itself, and well. */
    static String output(String classPath, String main, String baseUrl) throws IOException, InterruptedException {
        return output(classPath, main, baseUrl, System.getProperty("java.io.tmpdir"));
    }

    /** The same of one that keeps its files in this folder. */
    static String output(String classPath, String main, String baseUrl, String folder)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        Path err = Files.createTempFile("program", ".err");
        Process process = builder(classPath, main, baseUrl, folder)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
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

    /** Ready to be started, for a test that watches it. */
    static ProcessBuilder builder(String classPath, String main, String baseUrl, String folder) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String path = classPath + File.pathSeparator + System.getProperty("java.class.path");
        var builder =
                new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + folder, "-cp", path, main);
        builder.environment().put("OPENROUTER_API_KEY", "sk-or-v1-of-an-example");
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
