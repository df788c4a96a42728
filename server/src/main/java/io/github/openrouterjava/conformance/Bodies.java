package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The latest requests of all runs, as many as fit: who plays scenarios for days is not to run out of memory. */
final class Bodies {
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    /** What is kept for a request besides its bytes, about. */
    private static final int OVERHEAD = 100;
    /** How many are told of a run. */
    private static final int TOLD = 100;

    private final Deque<Body> kept = new ArrayDeque<>();
    private long bytes;

    @SuppressWarnings("ArrayRecordComponent") // kept, never compared
    private record Body(String run, byte[] json) {
        long size() {
            return json.length + (long) OVERHEAD;
        }
    }

    /** @param json the request's body, which is an object */
    synchronized void add(String run, byte[] json) {
        var body = new Body(run, json);
        kept.add(body);
        for (bytes += body.size(); bytes > MOST_BYTES; ) {
            bytes -= kept.remove().size();
        }
    }

    /** The latest of this run, in the order in which they came. */
    JsonArray of(String run) {
        List<Json> all = new ArrayList<>();
        for (byte[] json : latest(run)) {
            all.add(Json.parse(json));
        }
        return new JsonArray(all);
    }

    /** The last of this run; empty where none is kept. */
    JsonObject last(String run) {
        List<byte[]> latest = latest(run);
        return latest.isEmpty() ? JsonObject.EMPTY : (JsonObject) Json.parse(latest.getLast());
    }

    private synchronized List<byte[]> latest(String run) {
        var latest = new ArrayDeque<byte[]>();
        for (var backwards = kept.descendingIterator(); backwards.hasNext() && latest.size() < TOLD; ) {
            Body body = backwards.next();
            if (body.run.equals(run)) {
                latest.addFirst(body.json);
            }
        }
        return List.copyOf(latest);
    }
}
