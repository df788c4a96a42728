package io.github.openrouterjava.compare.speed;

/**
 * What a crowd of readers asks for.
 *
 * @param script of each answer
 * @param staggerMillis within which they are asked for
 */
record RelayLoad(int streams, Script script, int staggerMillis) {
    /** A second, in all: tables of more streams differ in their number, not in what there is to do. */
    private static final int MOST_EVENTS = 10_000;

    private static final int MOST_RATE = 20;

    /** Between two of them: what is measured is to be streams rather than their beginnings. */
    private static final int MILLIS_TO_BEGIN = 4;

    /** @param rate events a second of each answer; 0 for 20, or as many less as keeps all within 10,000 */
    static RelayLoad of(int streams, double rate, boolean fast) {
        double chosen = rate > 0 ? rate : Math.min(MOST_RATE, (double) MOST_EVENTS / streams);
        int everyMillis = (int) Math.max(1, Math.round(1000 / chosen));
        int stagger = Math.max(fast ? 300 : 1_000, streams * MILLIS_TO_BEGIN);
        int chunks = (stagger + (fast ? 1_000 : 5_000)) / everyMillis;
        return new RelayLoad(streams, new Script(Script.Kind.PACED, chunks, everyMillis * 1000), stagger);
    }

    int everyMillis() {
        return script.number() / 1000;
    }

    long staggerNanos() {
        return staggerMillis * 1_000_000L;
    }

    /** How long all of it takes if nothing is late. */
    long nanos() {
        return staggerNanos() + script.chunks() * script.number() * 1000L;
    }
}
