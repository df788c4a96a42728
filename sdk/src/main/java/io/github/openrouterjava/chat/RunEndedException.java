package io.github.openrouterjava.chat;

import io.github.openrouterjava.error.OpenRouterException;

/** Thrown to who waits for a run's answer where the run came to another end; the run still has all that came. */
public final class RunEndedException extends OpenRouterException {
    private static final long serialVersionUID = 1L;

    private final RunEnd end;
    private final transient Conversation conversation;

    RunEndedException(RunEnd end, Conversation conversation) {
        super("The run ended before the model answered: " + end, null);
        this.end = end;
        this.conversation = conversation;
    }

    public RunEnd end() {
        return end;
    }

    /** All that was said, with the calls that still wait for a result. */
    public Conversation conversation() {
        return conversation;
    }
}
