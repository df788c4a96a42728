package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.chat.StreamCancelledException;
import io.github.openrouterjava.error.OpenRouterException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Standard error: everything but the answer, in UTF-8, with the key masked wherever it comes from. */
final class Notes {
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";

    private final OutputStream to;
    private final @Nullable String key;
    private final boolean terminal;
    private final boolean colours;
    private boolean verbose;
    private boolean midLine;

    Notes(Shell shell) {
        to = shell.err();
        key = shell.variable("OPENROUTER_API_KEY");
        terminal = shell.isTerminal(Shell.ERR);
        colours = terminal && shell.variable("NO_COLOR") == null;
    }

    /** From now on failures are told with their stack traces. */
    void verbose(boolean on) {
        verbose = on;
    }

    /** True where a person watches. */
    boolean isTerminal() {
        return terminal;
    }

    /** A line of its own. */
    synchronized void line(String text) {
        endLine();
        write(text + "\n");
    }

    /** A line that is less important than the answer. */
    synchronized void dim(String text) {
        endLine();
        dimPiece(text);
        endLine();
    }

    /** A piece of a longer text. */
    synchronized void dimPiece(String text) {
        if (!text.isEmpty()) {
            String tame = terminal ? Output.tame(text) : text;
            write(colours ? DIM + tame + PLAIN : tame);
            midLine = !text.endsWith("\n");
        }
    }

    /** A question that the user answers on the same line, and ends it by that. */
    synchronized void ask(String question) {
        endLine();
        write(question);
    }

    /** Ends the line, where one has begun. */
    synchronized void endLine() {
        if (midLine) {
            write("\n");
            midLine = false;
        }
    }

    /** What went wrong, on one line. */
    void failure(Throwable failure, String remark) {
        line("openrouter: " + oneLine(message(failure) + remark));
        if (verbose) {
            var trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            line(trace.toString().stripTrailing());
        }
    }

    private static String message(Throwable failure) {
        if (failure instanceof StreamCancelledException) {
            return "Cancelled before the answer was whole";
        }
        boolean ours = failure instanceof OpenRouterException
                || failure instanceof UsageException
                || failure instanceof UnansweredException
                || failure instanceof OutputException
                || failure instanceof IllegalArgumentException;
        return ours && failure.getMessage() != null
                ? failure.getMessage()
                : "This should not happen: " + failure + ". Please report it, with what --verbose shows";
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void write(String text) {
        String safe = key == null || key.length() < 4 ? text : text.replace(key, "***");
        try {
            to.write(safe.getBytes(UTF_8));
            to.flush();
        } catch (IOException nobodyListens) {
            return; // there is no other place to say so
        }
    }
}
