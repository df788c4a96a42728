package io.github.openrouterjava.chat;

/** How an answer ended. */
public enum StreamEnd {
    /** Not yet: more can come. */
    OPEN,
    /** Whole, by the {@link io.github.openrouterjava.call.EndPolicy}. */
    COMPLETE,
    /** The body ended or the connection broke before the answer was whole, or there was no answer. */
    INTERRUPTED,
    /** The API reported an error, in place of the answer or within it. */
    ERROR,
    /** A clock ran out. */
    TIMEOUT,
    /** What came is not a chat completion. */
    UNDECODABLE,
    /** The stream was closed, or its thread interrupted. */
    CANCELLED
}
