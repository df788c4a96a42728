package io.github.openrouterjava.json;

/** JSON's {@code null}. */
public record JsonNull() implements Json {
    public static final JsonNull NULL = new JsonNull();

    @Override
    public String toString() {
        return "null";
    }
}
