package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.OpenRouter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of aimock, a server that others wrote, on a free port of the loopback address. */
final class Aimock implements AutoCloseable {
    private static final String STARTED = "aimock server listening on ";

    private final Process process;
    private final String url;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    /** @param fixtures what it answers: a file, or a folder, which is also where it writes recordings */
    Aimock(Path fixtures, String... options) throws Exception {
        var command = new ArrayList<>(List.of("node", "node_modules/@copilotkit/aimock/dist/cli.js", "--port", "0"));
        command.addAll(List.of("--fixtures", fixtures.toAbsolutePath().toString()));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command)
                .directory(NodePackages.installed().toFile())
                .redirectErrorStream(true)
                .start();
        var started = new CompletableFuture<String>();
        // All that it says has to be read: it waits for those who don't.
        Thread.ofVirtual().start(() -> {
            process.inputReader(UTF_8).lines().forEach(line -> {
                log.add(line);
                int at = line.indexOf(STARTED);
                if (at >= 0) {
                    started.complete(line.substring(at + STARTED.length()).strip());
                }
            });
            started.completeExceptionally(new IOException("aimock ended: " + log));
        });
        try {
            url = started.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException silent) {
            process.destroyForcibly();
            throw new IOException("aimock did not start: " + log, silent);
        }
    }

    /** A client of the OpenRouter that it plays. What is asked with it can be looked up under the name. */
    OpenRouter client(String name) {
        return client(name, "/api/v1");
    }

    OpenRouter client(String name, String path) {
        return OpenRouter.builder()
                .baseUrl(url + path)
                .apiKey("any")
                .header("X-Test-Id", name)
                .build();
    }

    /** The statuses of its answers to the client of this name, by its own account. */
    List<Integer> statuses(String name) throws IOException {
        var journal = URI.create(url + "/__aimock/journal?testId=" + name).toURL();
        try (InputStream entries = journal.openStream()) {
            var statuses = new ArrayList<Integer>();
            new ObjectMapper()
                    .readTree(entries)
                    .forEach(entry -> statuses.add(entry.at("/response/status").asInt()));
            return statuses;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
