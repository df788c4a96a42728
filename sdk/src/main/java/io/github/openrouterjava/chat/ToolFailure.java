package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Why a tool call brought no result.
 *
 * @param message in words for the model, to which it is sent as the call's result
 * @param cause what was thrown; null where nothing was
 */
public record ToolFailure(
        Kind kind, String message, @Nullable Throwable cause) {
    /** What went wrong. */
    public enum Kind {
        /** There is no tool of this name. */
        UNKNOWN_TOOL,
        /** The arguments are not JSON, or do not match. */
        BAD_ARGUMENTS,
        /** The answer was cut off by its token limit: the arguments may not be all there. Nothing ran. */
        CUT_OFF,
        /** The user, or the program for him, said no. Nothing ran. */
        REFUSED,
        /** The tool threw. */
        THREW,
        /** The tool took too long, and was interrupted. */
        TIMED_OUT,
        /** What the tool gave can't be written as JSON. */
        UNWRITABLE,
        /** The run was ended while the tool ran, which was interrupted: the call stays without a result. */
        CANCELLED
    }
}
