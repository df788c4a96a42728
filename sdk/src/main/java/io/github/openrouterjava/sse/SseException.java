package io.github.openrouterjava.sse;

/** Thrown where an event is longer than the reader's limit: memory is bounded whatever a server sends. */
public final class SseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    SseException(int limit, long offset) {
        super("an event of more than " + limit + " bytes, the limit, at byte " + offset);
        this.offset = offset;
    }

    /** Where in the body the event begins, in bytes. */
    public long offset() {
        return offset;
    }
}
