package io.github.openrouterjava.compare.speed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the one who measures has asked for.
 *
 * @param relays ids; all, unless some are named
 * @param rate events a second of each stream; 0 for what suits the number of streams
 * @param fast whether to see that all works rather than to measure
 */
record RelayAsked(List<String> relays, List<Integer> streams, double rate, int rounds, boolean fast) {
    /** Of arguments: {@code RELAY… --streams N,N --rate R --rounds N --fast}, in any order. */
    static RelayAsked parse(String... args) {
        var relays = new ArrayList<String>();
        List<Integer> streams = List.of(100, 500);
        double rate = 0;
        int rounds = 5;
        boolean fast = false;
        for (int i = 0; i < args.length; i++) {
            boolean more = i + 1 < args.length;
            if (args[i].equals("--fast")) {
                fast = true;
                rounds = 1;
            } else if (args[i].equals("--streams") && more) {
                streams = Arrays.stream(args[++i].split(","))
                        .map(Integer::valueOf)
                        .toList();
            } else if (args[i].equals("--rate") && more) {
                rate = Double.parseDouble(args[++i]);
            } else if (args[i].equals("--rounds") && more) {
                rounds = Integer.parseInt(args[++i]);
            } else if (args[i].startsWith("-")) {
                throw new IllegalArgumentException("cannot be asked for: " + args[i]);
            } else {
                relays.add(args[i]);
            }
        }
        if (streams.stream().anyMatch(number -> number < 1) || rounds < 1) {
            throw new IllegalArgumentException("at least one stream and one round");
        }
        return new RelayAsked(relays, streams, rate, rounds, fast);
    }

    /** True where what is found is to be kept. */
    boolean everything() {
        return relays.isEmpty() && !fast;
    }

    boolean wanted(String id) {
        return relays.isEmpty() || relays.contains(id);
    }
}
