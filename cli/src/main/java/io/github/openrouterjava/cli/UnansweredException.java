package io.github.openrouterjava.cli;

/** Thrown where what came is no answer although nothing failed on the way. */
final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    UnansweredException(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    int exit() {
        return exit;
    }
}
