package io.github.openrouterjava.compare.speed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing to measure.
 *
 * @param name what it is asked for by, or by what that begins with: {@code many} is {@code many-200-plain} and so on
 */
record Measure(String name, Run run) {
    private static final List<Integer> STREAMS = List.of(200, 1_000, 5_000, 10_000);

    /** Measures. */
    interface Run {
        /** @param before what has been measured before, by title */
        Table run(Lab lab, Map<String, Table> before) throws IOException;
    }

    static List<Measure> all() {
        var all = new ArrayList<Measure>();
        all.add(new Measure("burst", (lab, before) -> BurstMeasure.run(lab)));
        all.add(new Measure("decode", (lab, before) -> DecodeMeasure.run(lab)));
        all.add(new Measure("cold-plain", (lab, before) -> ColdMeasure.run(lab, false)));
        all.add(new Measure("cold-tls", (lab, before) -> ColdMeasure.run(lab, true)));
        all.add(new Measure("lat", (lab, before) -> LatencyMeasure.run(lab)));
        for (int streams : STREAMS) all.add(many(streams, false));
        for (int streams : STREAMS) all.add(many(streams, true));
        return all;
    }

    private static Measure many(int streams, boolean tls) {
        int fewer = STREAMS.get(Math.max(0, STREAMS.indexOf(streams) - 1));
        return new Measure(
                "many-" + streams + (tls ? "-tls" : "-plain"),
                (lab, before) -> ManyMeasure.run(lab, streams, tls, before.get(ManyMeasure.title(fewer, tls))));
    }

    boolean askedFor(List<String> names) {
        return names.stream().anyMatch(asked -> name.equals(asked) || name.startsWith(asked + "-"));
    }

    /** True where one look at it shows that the others of its kind work too. */
    boolean quick() {
        boolean several = name.endsWith("-plain") || name.endsWith("-tls");
        return !several || name.equals("cold-tls") || name.equals("many-" + STREAMS.getFirst() + "-tls");
    }
}
