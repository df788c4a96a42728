package io.github.openrouterjava.cli;

import java.io.IOException;
import java.util.Locale;

/** Thrown where standard output can't be written. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputException(IOException cause) {
        super("Can't write to standard output: " + cause.getMessage(), cause);
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        readerGone = message.contains("pipe") || message.contains("stream closed");
    }

    /** True where whoever read the output has gone, as {@code head} does: nothing to complain about. */
    boolean readerGone() {
        return readerGone;
    }
}
