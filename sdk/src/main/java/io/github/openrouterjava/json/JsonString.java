package io.github.openrouterjava.json;

/** A JSON string. It may hold half of a surrogate pair, as a text cut between two events does. */
public record JsonString(String value) implements Json {
    @Override
    public String toString() {
        return toText();
    }
}
