package io.github.openrouterjava.compare;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A driver at work: a process that is given lines and answers each with one. */
final class DriverProcess implements AutoCloseable {
    /** How long a driver may take to start and say who it is. */
    private static final Duration START = Duration.ofMinutes(1);

    /** Told where a process has written its last line. */
    private static final String GONE = "";

    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final JsonObject greeting;

    private DriverProcess(Process process) throws IOException {
        this.process = process;
        in = process.outputWriter();
        Thread.ofVirtual().start(this::read);
        greeting = switch (next(START)) {
            case JsonObject line -> line;
            case null -> {
                process.destroyForcibly();
                throw new IOException("it did not start");
            }
        };
    }

    /** Starts a program in its folder; what it writes to stderr is appended to the log. */
    static DriverProcess start(Path program, File log) throws IOException {
        var process = new ProcessBuilder("./" + program.getFileName())
                .directory(program.getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log))
                .start();
        return new DriverProcess(process);
    }

    /** Who it says it is: client, version, runtime. */
    JsonObject greeting() {
        return greeting;
    }

    /** The answer to a line; null where there is none within the limit, or no more. */
    @Nullable
    JsonObject ask(JsonObject line, Duration limit) {
        try {
            in.write(line.toText());
            in.write('\n');
            in.flush();
        } catch (IOException gone) {
            return null;
        }
        return next(limit);
    }

    /** True where the process has ended by itself: it did not hang. */
    boolean dead() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private @Nullable JsonObject next(Duration limit) {
        try {
            String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) return null;
            if (!line.equals(GONE)) return (JsonObject) Json.parse(line);
            process.waitFor(5, TimeUnit.SECONDS); // so that dead() says so
            return null;
        } catch (InterruptedException | JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) lines.add(line);
        } catch (IOException ended) {
            // as at the end of the output
        }
        lines.add(GONE);
    }
}
