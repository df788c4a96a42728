package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks in a message: an open set of words.
 *
 * @param value as it stands on the wire, never blank
 */
public record Role(String value) {
    public static final Role SYSTEM = new Role("system");
    public static final Role DEVELOPER = new Role("developer");
    public static final Role USER = new Role("user");
    public static final Role ASSISTANT = new Role("assistant");
    public static final Role TOOL = new Role("tool");

    static @Nullable Role of(@Nullable String value) {
        return value == null ? null : value.equals("assistant") ? ASSISTANT : new Role(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
