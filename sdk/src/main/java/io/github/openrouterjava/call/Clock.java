package io.github.openrouterjava.call;

/** The clocks that a call runs against; {@link Clocks} sets them. */
public enum Clock {
    CONNECT("connect"),
    FIRST_TOKEN("first token"),
    IDLE("idle"),
    TOTAL("total");

    private final String words;

    Clock(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
