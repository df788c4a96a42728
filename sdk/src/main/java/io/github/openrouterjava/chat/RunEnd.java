package io.github.openrouterjava.chat;

/** How a run ended. */
public enum RunEnd {
    /** The model gave an answer that calls no tool. */
    ANSWERED,
    /** A call waits for approval, or for somebody else to run it: see {@link Conversation#pendingCalls()}. */
    WAITING,
    /** As many answers came as {@link RunOptions#steps()} allows, and the last one calls tools. */
    STEPS,
    /** {@link RunOptions#time()} was over, perhaps in the middle of an answer. */
    TIME,
    /** The answers used as many tokens as {@link RunOptions#tokens()} allows, and the last one calls tools. */
    TOKENS,
    /** The answers cost as much as {@link RunOptions#cost()} allows, and the last one calls tools. */
    COST,
    /** The run was closed, or its thread interrupted. */
    CANCELLED
}
