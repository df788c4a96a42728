package io.github.openrouterjava.call;

/** What counts as the proper end of a stream; anything less is an interruption. */
public enum EndPolicy {
    /** A finish reason for each choice, or {@code [DONE]}: some servers send only one of them. */
    FINISH_OR_DONE,
    /** A finish reason for each choice: {@code [DONE]} alone does not do. */
    FINISH,
    /** {@code [DONE]}: a finish reason alone does not do. */
    DONE,
    /** The body's proper end, for servers that send neither. */
    END_OF_BODY
}
