package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Why a choice ended: an open set of words, of which the API names these; servers send others, such as {@code eos}.
 *
 * @param value as it stands on the wire, never blank
 */
public record FinishReason(String value) {
    public static final FinishReason STOP = new FinishReason("stop");
    public static final FinishReason LENGTH = new FinishReason("length");
    public static final FinishReason TOOL_CALLS = new FinishReason("tool_calls");
    public static final FinishReason CONTENT_FILTER = new FinishReason("content_filter");
    /** The choice failed; what is there of it is not an answer. */
    public static final FinishReason ERROR = new FinishReason("error");

    static @Nullable FinishReason of(@Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "stop" -> STOP;
            case "length" -> LENGTH;
            case "tool_calls" -> TOOL_CALLS;
            case "content_filter" -> CONTENT_FILTER;
            case "error" -> ERROR;
            default -> new FinishReason(value);
        };
    }

    /** Written out, as the one that a record is given is made at its first call: a fair part of a program's first answer. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FinishReason reason && value.equals(reason.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
