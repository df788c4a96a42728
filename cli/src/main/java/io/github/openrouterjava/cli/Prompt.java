package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the user asks: the arguments, what is piped in, or both. */
final class Prompt {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private Prompt() {}

    /**
     * The prompt, or null where there is none but a person at a terminal.
     *
     * @param needed whether there is nothing to do without one
     * @throws UsageException where it is empty although it is needed
     */
    static @Nullable String read(List<String> arguments, boolean needed, Shell shell, Notes notes) {
        var words = new ArrayList<>(arguments);
        boolean asked = words.removeIf("-"::equals);
        String given = String.join(" ", words);
        if (!asked && shell.isTerminal(Shell.IN)) {
            if (words.isEmpty()) {
                return null;
            }
            return checked(given, needed);
        }
        String piped = standardInput(shell, notes);
        boolean both = !given.isBlank() && !piped.isBlank();
        return checked(both ? given + "\n\n" + piped : given.isBlank() ? piped : given, needed);
    }

    private static @Nullable String checked(String prompt, boolean needed) {
        if (prompt.isBlank() && !needed) {
            return null;
        }
        if (prompt.isBlank()) {
            throw new UsageException("The prompt is empty: give it as arguments or on standard input");
        }
        return prompt;
    }

    /** All of it, without the last line's end. Whoever waits on an input that never ends is told what for. */
    private static String standardInput(Shell shell, Notes notes) {
        var read = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                if (!read.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    notes.dim("reading the prompt from standard input; where there is none, add </dev/null");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            String text = new String(shell.in().readAllBytes(), UTF_8);
            return text.replaceFirst("\\R$", "");
        } catch (IOException e) {
            throw new UsageException("Can't read the prompt from standard input: " + e.getMessage());
        } finally {
            read.countDown();
        }
    }
}
