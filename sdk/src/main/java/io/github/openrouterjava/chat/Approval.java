package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Whether a tool call may run.
 *
 * @param reason why it may not, told to the model; null where it may, or nothing is to be told
 */
public record Approval(Answer answer, @Nullable String reason) {
    /** It may. */
    public static final Approval YES = new Approval(Answer.YES, null);

    /** Nobody has decided yet: the run ends with {@link RunEnd#WAITING}, and another run of the conversation asks again. */
    public static final Approval LATER = new Approval(Answer.LATER, null);

    /** It may not; the model is told why, and goes on. */
    public static Approval no(String reason) {
        return new Approval(Answer.NO, reason);
    }

    /** The decision. */
    public enum Answer {
        YES,
        NO,
        LATER
    }

    /** Who decides, on the thread that reads the run. */
    @FunctionalInterface
    public interface Approver {
        Approval approve(ToolCall call);
    }
}
