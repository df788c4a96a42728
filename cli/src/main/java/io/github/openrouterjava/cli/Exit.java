package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.StreamCancelledException;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConfigurationException;
import io.github.openrouterjava.error.ConnectionException;

/** The exit codes. */
final class Exit {
    static final int COMPLETE = 0;
    /** What should not happen: a defect, or an output that cannot be written. */
    static final int FAILED = 1;

    static final int USAGE = 2;
    static final int INTERRUPTED = 3;
    static final int ERROR = 4;
    static final int UNDECODABLE = 5;
    static final int TIMEOUT = 6;
    static final int CANCELLED = 130;
    /** Nobody reads the output any more: what a shell reports of a program that SIGPIPE ended. */
    static final int NO_READER = 141;

    private Exit() {}

    static int of(Throwable failure) {
        return switch (failure) {
            case UsageException usage -> USAGE;
            case ConfigurationException usage -> USAGE;
            case IllegalArgumentException usage -> USAGE;
            case StreamInterruptedException interrupted -> INTERRUPTED;
            case ConnectionException interrupted -> INTERRUPTED;
            case ApiException error -> ERROR;
            case StreamErrorException error -> ERROR;
            case StreamDecodeException undecodable -> UNDECODABLE;
            case StreamTimeoutException timeout -> TIMEOUT;
            case StreamCancelledException cancelled -> CANCELLED;
            case UnansweredException unanswered -> unanswered.exit();
            case OutputException gone -> gone.readerGone() ? NO_READER : FAILED;
            default -> FAILED;
        };
    }
}
