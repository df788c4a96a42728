package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.compare.DriverProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the client and the server, in a process of its own; or nothing.
 *
 * @param base what a client takes as its base URL
 * @param headers lines that its requests must have
 */
record Relay(
        String id,
        String name,
        String version,
        String runtime,
        URI base,
        List<String> headers,
        @Nullable DriverProcess process)
        implements AutoCloseable {
    static final String DIRECT = "direct";
    private static final Duration START = Duration.ofSeconds(30);

    /** The programs that there are: what costs least first. */
    static List<Path> programs() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        try (Stream<Path> files = Files.walk(here, 2)) {
            return files.filter(file -> file.getFileName().toString().matches("relay(-.*)?"))
                    .filter(file ->
                            Files.isRegularFile(file) && !file.getParent().equals(here))
                    .sorted(Comparator.comparing(
                                    (Path file) -> !file.getParent().endsWith("bare"))
                            .thenComparing(Relay::id))
                    .toList();
        }
    }

    /** What a user calls it by: its folder, and what its program's name has behind {@code relay}. */
    static String id(Path program) {
        return program.getParent().getFileName()
                + program.getFileName().toString().substring("relay".length());
    }

    /** No relay. */
    static Relay none(String upstream) {
        return new Relay(DIRECT, "no relay", "-", "-", URI.create(upstream), List.of(), null);
    }

    /**
     * Starts one and waits until it accepts connections.
     *
     * @throws IOException where it is not there, or does not start: its message says why
     */
    static Relay start(Path program, String upstream) throws IOException {
        var log = new File("runner/target/relay-" + id(program) + ".log");
        int port = freePort();
        DriverProcess process = DriverProcess.start(program, log, Map.of(), List.of(upstream, Integer.toString(port)));
        try {
            var who = Answered.parse(process.next(START));
            if (!who.text("absent").isEmpty()) throw new IOException(who.text("absent"));
            awaitStart(port, process, log);
            String headers = who.text("headers");
            return new Relay(
                    id(program),
                    who.text("relay"),
                    who.text("version"),
                    who.text("runtime"),
                    URI.create("http://127.0.0.1:" + port + who.text("path")),
                    headers.isEmpty() ? List.of() : List.of(headers.split("\\|")),
                    process);
        } catch (IOException absent) {
            process.close();
            throw absent;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitStart(int port, DriverProcess process, File log) throws IOException {
        long stop = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                if (process.dead() || System.nanoTime() > stop) throw new IOException("it did not start; see " + log);
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    /** The process that it is, null for no relay. */
    @Nullable
    Proc proc() {
        return process == null ? null : new Proc(process.pid());
    }

    @Override
    public void close() {
        if (process != null) process.close();
    }
}
