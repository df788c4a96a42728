package io.github.openrouterjava.records;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What was found to be wrong so far, in the order in which it was met. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(Place place, String what) {
        found.add(new Problem(place.toString(), what));
    }

    /** @param expected behind "must be": {@code a whole number} */
    void mismatch(Place place, String expected, Json json) {
        add(place, "must be " + expected + ", not " + Words.of(json));
    }

    int count() {
        return found.size();
    }

    /** @throws BindException where there are any */
    void check() {
        if (!found.isEmpty()) {
            throw new BindException(found);
        }
    }

    static BindException one(Place place, String what) {
        return new BindException(List.of(new Problem(place.toString(), what)));
    }
}
