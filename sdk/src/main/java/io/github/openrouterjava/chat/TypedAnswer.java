package io.github.openrouterjava.chat;

import java.util.List;

/**
 * An answer as a value of a program's own type, with what it was read from.
 *
 * @param completions all that was answered on the way, each of which costs: those that had to be repaired, then the one
 *     that holds the value
 */
public record TypedAnswer<T>(T value, List<ChatCompletion> completions) {
    public TypedAnswer {
        completions = List.copyOf(completions);
    }

    /** The completion that holds the value. */
    public ChatCompletion completion() {
        return completions.getLast();
    }
}
