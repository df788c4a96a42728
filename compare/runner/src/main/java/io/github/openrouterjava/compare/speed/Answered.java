package io.github.openrouterjava.compare.speed;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A driver's line of results. */
record Answered(Map<String, String> values) {
    /** A driver that gave no line. */
    static final Answered NOTHING = new Answered(Map.of("fault", "no answer within the limit"));

    static Answered parse(@Nullable String line) {
        if (line == null) return NOTHING;
        var values = new HashMap<String, String>();
        for (String pair : line.split("\t")) {
            String[] parts = pair.split("=", 2);
            if (parts.length == 2) values.put(parts[0], parts[1]);
        }
        return new Answered(values);
    }

    /** A number, or NaN. */
    double number(String name) {
        String value = values.get(name);
        return value == null ? Double.NaN : Double.parseDouble(value);
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** What went wrong, empty where nothing did. */
    String fault() {
        return text("error") + text("fault");
    }
}
