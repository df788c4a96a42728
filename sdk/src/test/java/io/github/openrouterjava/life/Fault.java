package io.github.openrouterjava.life;

/** What goes wrong with a stream, or does not. */
enum Fault {
    /** Nothing. */
    NONE,
    /** Nothing, but it comes in drops. */
    DRIP,
    /** The server closes the connection after some byte. */
    CUT,
    /** The server resets the connection after some byte. */
    RESET,
    /** An error in the middle. */
    ERROR,
    /** 429 with {@code Retry-After: 0}, once or more often. */
    BUSY,
    /** 503, once or more often. */
    DOWN,
    /** The server says nothing any more. */
    STALL,
    /** An event that is no JSON. */
    MALFORMED,
    /** A whole completion as JSON in place of the stream. */
    JSON,
    /** An error as JSON in place of the stream. */
    JSON_ERROR,
    /** The reader closes the stream after some chunk. */
    CLOSED_BY_READER,
    /** Another thread closes the stream at some moment. */
    CLOSED_BY_ANOTHER,
    /** The reader is interrupted at some moment. */
    INTERRUPTED,
    /** Nobody listens there. */
    REFUSED
}
