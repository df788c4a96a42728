package io.github.openrouterjava.life;

/**
 * How often a proof is tried: a few times in every build, or as often as {@code -Dtries} says.
 *
 * @param asked whether it was said: then the bounds are those that the project promises, and the machine is taken to be
 *     quiet
 */
record Tries(int count, boolean asked) {
    static Tries atLeast(int few) {
        Integer asked = Integer.getInteger("tries");
        return new Tries(asked == null ? few : asked, asked != null);
    }
}
