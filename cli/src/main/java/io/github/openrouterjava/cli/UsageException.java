package io.github.openrouterjava.cli;

/** Thrown where a command can't be run as it was given; the message says what to give instead. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
