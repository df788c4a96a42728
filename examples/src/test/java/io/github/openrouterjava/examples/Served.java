package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;

/** The web page's program while it runs. */
final class Served implements AutoCloseable {
    final URI origin;
    private final Process process;

    Served(String baseUrl) throws IOException {
        process = Program.builder("", "io.github.openrouterjava.examples.StreamToABrowser", baseUrl, "0")
                .redirectErrorStream(true)
                .start();
        String line = process.inputReader().readLine();
        assertTrue(line != null && line.startsWith("http://localhost:"), line);
        origin = URI.create(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
