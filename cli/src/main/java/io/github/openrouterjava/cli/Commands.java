package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The commands that tools run by this machine's shell. They see neither the key nor the keyboard, and none outlives the
 * question that it is run for, unless it went to the background by itself.
 *
 * <p>Safe for use by several threads.
 */
final class Commands {
    static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    /** How long a command that is stopped may take to be gone. */
    static final Duration FAREWELL = Duration.ofSeconds(10);

    /** How long output may still come after a command's end: what it left in the background can hold it open for ever. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Set<Process> running = new HashSet<>();
    private boolean stopped;

    /** Lets commands run, from now until they are stopped. */
    synchronized void allow() {
        stopped = false;
    }

    /** Ends all that run, each with what it has started, and lets no other begin. */
    synchronized void stop() {
        stopped = true;
        running.forEach(Commands::kill);
    }

    /**
     * Runs a command to its end, or to its time limit's, and gives what it printed, shortened in its middle where that is
     * long, and its exit status.
     *
     * @param input what it finds on its standard input
     * @throws InterruptedException where it was stopped
     */
    String run(String command, String input, Duration limit) throws IOException, InterruptedException {
        Process process = start(command);
        try {
            var output = new ClippedOutput();
            Thread reader = Thread.ofPlatform().daemon().start(() -> read(process.getInputStream(), output));
            Thread.ofPlatform().daemon().start(() -> give(input, process.getOutputStream()));
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                kill(process);
            }
            reader.join(LAST_WORDS);
            return output.text()
                    + (ended ? "[exit status " + process.waitFor() + "]" : "[stopped: " + late(limit) + "]");
        } finally {
            kill(process); // nothing where it has ended
            forget(process);
        }
    }

    private static String late(Duration limit) {
        return "it took longer than " + limit.toMillis() / 1000.0 + " s";
    }

    private synchronized Process start(String command) throws IOException, InterruptedException {
        if (stopped) {
            throw new InterruptedException("stopped before it began");
        }
        var builder = new ProcessBuilder(WINDOWS ? List.of("cmd", "/c", command) : List.of("sh", "-c", command));
        builder.environment().remove("OPENROUTER_API_KEY");
        Process process = builder.redirectErrorStream(true).start();
        running.add(process);
        return process;
    }

    private synchronized void forget(Process process) {
        running.remove(process);
    }

    private static void read(InputStream from, ClippedOutput output) {
        try {
            output.read(from);
        } catch (IOException ended) {
            return; // the process was, from outside
        }
    }

    private static void give(String input, OutputStream to) {
        try (to) {
            to.write(input.getBytes(UTF_8));
        } catch (IOException notWanted) {
            return; // a command need not read
        }
    }

    /** Ends the process before its children, which it could start again. */
    private static void kill(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
