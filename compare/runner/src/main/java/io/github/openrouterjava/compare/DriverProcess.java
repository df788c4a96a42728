package io.github.openrouterjava.compare;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A driver at work: a process that is given lines and answers each with one. */
public final class DriverProcess implements AutoCloseable {
    /** Told where a process has written its last line. */
    private static final String GONE = "";

    private final Process process;
    private final BufferedWriter in;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private DriverProcess(Process process) {
        this.process = process;
        in = process.outputWriter();
        Thread.ofVirtual().start(this::read);
    }

    /**
     * Starts a program in its folder; what it writes to stderr is appended to the log.
     *
     * @param environment what it is told besides its own
     */
    public static DriverProcess start(Path program, File log, Map<String, String> environment, List<String> arguments)
            throws IOException {
        var command = new ArrayList<String>();
        command.add("./" + program.getFileName());
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(program.getParent().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        return new DriverProcess(builder.start());
    }

    /** The answer to a line; null where there is none within the limit, or no more. */
    public @Nullable String ask(String line, Duration limit) {
        try {
            in.write(line);
            in.write('\n');
            in.flush();
        } catch (IOException gone) {
            return null;
        }
        return next(limit);
    }

    /** The next line; null where there is none within the limit, or no more. */
    public @Nullable String next(Duration limit) {
        try {
            String line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null || !line.equals(GONE)) return line;
            process.waitFor(5, TimeUnit.SECONDS); // so that dead() says so
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends its stdin, which tells it to end. */
    public void endInput() throws IOException {
        in.close();
    }

    /** Waits until it has ended; false where that took longer. */
    public boolean exited(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** True where the process has ended by itself: it did not hang. */
    public boolean dead() {
        return !process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
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
