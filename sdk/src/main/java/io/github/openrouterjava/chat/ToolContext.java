package io.github.openrouterjava.chat;

/** What a running tool knows of its call, and how it tells how far it is. */
public final class ToolContext {
    private final ToolCall call;
    private final Progressed progressed;

    /** Who is told. */
    interface Progressed {
        void tell(ToolCall call, String text) throws InterruptedException;
    }

    ToolContext(ToolCall call, Progressed progressed) {
        this.call = call;
        this.progressed = progressed;
    }

    /** The call as the model made it. */
    public ToolCall call() {
        return call;
    }

    /**
     * Tells the user, not the model, how far the tool is; waits where the user does not read.
     *
     * @throws InterruptedException where the call is to be given up
     */
    public void progress(String text) throws InterruptedException {
        progressed.tell(call, text);
    }
}
