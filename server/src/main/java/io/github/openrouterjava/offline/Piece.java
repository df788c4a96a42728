package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.JsonObject;

/** A piece of an answer, before it is written. */
sealed interface Piece {
    /** Nanoseconds between the piece before and this one. */
    long pause();

    /** Nothing yet, but still at it. */
    record Processing(long pause) implements Piece {}

    /** Nothing at all. */
    record Silence(long pause) implements Piece {}

    record Reasoning(long pause, String text) implements Piece {}

    record Text(long pause, String text) implements Piece {}

    /** The begin of a tool call. */
    record ToolCall(long pause, String name) implements Piece {}

    /** More of the arguments of the tool call that began last. */
    record Arguments(long pause, String json) implements Piece {}

    /** The data of an event, as it is. */
    record Raw(long pause, String data) implements Piece {
        static final String DONE = "[DONE]";
    }

    /** An error in place of what was to come; nothing comes behind it. */
    record Failure(long pause, JsonObject error) implements Piece {}

    /** An event that is not JSON, for half of it is missing. */
    record Malformed(long pause) implements Piece {}

    /** The first half of an event. */
    record Half(long pause) implements Piece {}

    /** The connection breaks; always the last piece. */
    record Break(long pause) implements Piece {
        static final long NEVER = 24L * 3600 * 1_000_000_000;
    }

    /**
     * The end, always the last piece.
     *
     * @param usage what is known of it; the rest is estimated
     */
    record Finish(long pause, String reason, JsonObject usage) implements Piece {
        Finish(long pause, String reason) {
            this(pause, reason, JsonObject.EMPTY);
        }
    }
}
