package io.github.openrouterjava.compare.speed;

/** The time at which a piece of text was sent, as it stands there: an @ and 18 digits, the machine's nanoseconds. */
public final class Stamp {
    public static final char MARK = '@';
    public static final int DIGITS = 18;

    /** No time stands in it. */
    public static final long NONE = Long.MIN_VALUE;

    private Stamp() {}

    /** The time in a piece of text. */
    public static long of(String text) {
        int mark = text.indexOf(MARK);
        if (mark < 0 || text.length() <= mark + DIGITS) return NONE;
        long time = 0;
        for (int i = mark + 1; i <= mark + DIGITS; i++) time = 10 * time + text.charAt(i) - '0';
        return time;
    }

    /** The time in bytes, of which this many count. */
    public static long of(byte[] bytes, int from, int to) {
        for (int mark = from; mark + DIGITS < to; mark++) {
            if (bytes[mark] != MARK) continue;
            long time = 0;
            for (int i = mark + 1; i <= mark + DIGITS; i++) time = 10 * time + bytes[i] - '0';
            return time;
        }
        return NONE;
    }

    /** Adds a text without its times to a hash, which is that of {@link String#hashCode} where there are none. */
    static int hash(String text, int hash) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == MARK) i += DIGITS;
            else hash = 31 * hash + c;
        }
        return hash;
    }
}
