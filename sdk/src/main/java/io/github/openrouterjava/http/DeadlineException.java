package io.github.openrouterjava.http;

import java.io.IOException;

/** Thrown by an {@link Exchange} when a deadline has passed. */
public final class DeadlineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean connecting;

    /** @param connecting whether the connection was still being made */
    public DeadlineException(boolean connecting) {
        super(connecting ? "no connection in time" : "no data in time");
        this.connecting = connecting;
    }

    /** True where the connection was still being made: the request cannot have been processed. */
    public boolean connecting() {
        return connecting;
    }
}
