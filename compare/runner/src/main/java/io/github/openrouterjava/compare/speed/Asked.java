package io.github.openrouterjava.compare.speed;

import java.util.ArrayList;
import java.util.List;

/**
 * What the one who measures has asked for.
 *
 * @param clients ids; all, unless some are named
 * @param measures names, or what names begin with; all, unless some are named
 * @param fast whether to see that all works rather than to measure
 */
record Asked(List<String> clients, List<String> measures, boolean fast) {
    /** Of arguments: {@code CLIENT… --only MEASURE,MEASURE… --fast}, in any order. */
    static Asked parse(String... args) {
        var clients = new ArrayList<String>();
        var measures = new ArrayList<String>();
        boolean fast = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--fast")) fast = true;
            else if (args[i].equals("--only") && i + 1 < args.length) measures.addAll(List.of(args[++i].split(",")));
            else clients.add(args[i]);
        }
        return new Asked(clients, measures, fast);
    }

    /** True where what is found is to be kept. */
    boolean everything() {
        return clients.isEmpty() && measures.isEmpty() && !fast;
    }

    /** What to measure of all that there is. */
    List<Measure> chosen(List<Measure> all) {
        for (String name : measures) {
            if (all.stream().noneMatch(measure -> measure.askedFor(List.of(name)))) {
                throw new IllegalArgumentException("no measure " + name + "; there are "
                        + all.stream().map(Measure::name).toList());
            }
        }
        if (!measures.isEmpty())
            return all.stream().filter(measure -> measure.askedFor(measures)).toList();
        return fast ? all.stream().filter(Measure::quick).toList() : all;
    }

    /** Which of these clients' ids to measure. */
    List<String> ids(List<String> known) {
        for (String name : clients) {
            if (!known.contains(name)) throw new IllegalArgumentException("no client " + name + "; there are " + known);
        }
        return clients.isEmpty() ? known : clients;
    }
}
