package io.github.openrouterjava.offline;

/** A piece of an answer, before it is written. */
sealed interface Piece {
    /** Nanoseconds between the piece before and this one. */
    long pause();

    /** Nothing yet, but still at it. */
    record Processing(long pause) implements Piece {}

    record Reasoning(long pause, String text) implements Piece {}

    record Text(long pause, String text) implements Piece {}

    /** The begin of the answer's tool call; an answer has one at the most. */
    record ToolCall(long pause, String id, String name) implements Piece {}

    /** More of the tool call's arguments. */
    record Arguments(long pause, String json) implements Piece {}

    /**
     * The end, always the last piece.
     *
     * @param tokens how many the answer had, or {@link #ESTIMATE}
     */
    record Finish(long pause, String reason, long tokens) implements Piece {
        static final long ESTIMATE = -1;
    }
}
