package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What came by one base URL. */
final class Run {
    private final Map<String, Integer> requests = new HashMap<>();
    private int connections;

    /** A map that forgets the oldest beyond so many. */
    static Map<String, Run> latest(int count) {
        return new LinkedHashMap<>(16, 0.75f, true) { // by use, the one of all that name none among them
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
                return size() > count;
            }
        };
    }

    /**
     * Notes a request, and says how many came for this scenario before.
     *
     * @param carried the runs of which this connection has carried a request
     */
    synchronized int count(String scenario, Set<Run> carried) {
        if (carried.add(this)) {
            connections++;
        }
        return requests.merge(scenario, 1, Integer::sum) - 1;
    }

    synchronized int requests() {
        return requests.values().stream().mapToInt(Integer::intValue).sum();
    }

    synchronized int connections() {
        return connections;
    }

    synchronized JsonObject json() {
        return JsonObject.of("requests", Json.of(requests())).with("connections", Json.of(connections));
    }
}
