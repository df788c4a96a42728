package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * How much a model reasons before it answers: an open set of words.
 *
 * @param value as it stands on the wire
 */
public record Effort(String value) {
    public static final Effort MAX = new Effort("max");
    public static final Effort XHIGH = new Effort("xhigh");
    public static final Effort HIGH = new Effort("high");
    public static final Effort MEDIUM = new Effort("medium");
    public static final Effort LOW = new Effort("low");
    public static final Effort MINIMAL = new Effort("minimal");

    /** No reasoning at all, where the model can do without. */
    public static final Effort NONE = new Effort("none");

    static @Nullable Effort of(@Nullable String value) {
        return value == null ? null : new Effort(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
