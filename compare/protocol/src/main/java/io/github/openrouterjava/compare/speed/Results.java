package io.github.openrouterjava.compare.speed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a driver answers: names and values, a line of them with tabs in between. */
public final class Results {
    private final Map<String, String> values = new LinkedHashMap<>();

    Results with(String name, Object value) {
        values.put(name, String.valueOf(value).replaceAll("\\s+", " "));
        return this;
    }

    /** The last of several faults counts for all of them; none is as good as not told. */
    Results fault(@Nullable String fault) {
        return fault == null ? this : with("fault", fault);
    }

    String line() {
        var line = new StringBuilder();
        values.forEach((name, value) ->
                line.append(line.isEmpty() ? "" : "\t").append(name).append('=').append(value));
        return line.append('\n').toString();
    }
}
