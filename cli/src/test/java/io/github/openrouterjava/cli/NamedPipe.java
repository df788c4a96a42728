package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A named pipe that commands write to: it has come to its end once nobody is left who could write. */
final class NamedPipe {
    final Path path;

    private final CompletableFuture<Integer> first = new CompletableFuture<>();
    private final CompletableFuture<String> rest = new CompletableFuture<>();

    NamedPipe(Path folder) throws IOException, InterruptedException {
        path = folder.resolve("pipe");
        make(path);
        Thread.ofPlatform().daemon().start(this::read); // it may wait for ever, where a test fails
    }

    static void make(Path path) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", path.toString()).start().waitFor());
    }

    private void read() {
        try (var in = new FileInputStream(path.toFile())) {
            first.complete(in.read());
            rest.complete(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            rest.completeExceptionally(e);
        }
    }

    /** Waits until something is written. */
    void begun() throws Exception {
        first.get(30, TimeUnit.SECONDS);
    }

    /** Waits until all who could write are gone. */
    void ended() throws Exception {
        rest.get(30, TimeUnit.SECONDS);
    }
}
