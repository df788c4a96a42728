package io.github.openrouterjava.cassette;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one request is not like another, in words. */
final class Differences {
    private static final int SHOWN = 80;

    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static List<String> between(Json asked, Json recorded) {
        var differences = new Differences();
        differences.compare("", asked, recorded);
        return differences.found;
    }

    private void compare(String place, @Nullable Json asked, @Nullable Json recorded) {
        if (asked instanceof JsonObject left && recorded instanceof JsonObject right) {
            var names = new LinkedHashSet<>(left.members().keySet());
            names.addAll(right.members().keySet());
            for (String name : names) {
                compare(place.isEmpty() ? name : place + "." + name, left.get(name), right.get(name));
            }
        } else if (asked instanceof JsonArray(List<Json> left) && recorded instanceof JsonArray(List<Json> right)) {
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                compare(
                        place + "[" + i + "]",
                        i < left.size() ? left.get(i) : null,
                        i < right.size() ? right.get(i) : null);
            }
        } else if (asked == null || !asked.equals(recorded)) {
            String at = place.isEmpty() ? "the body" : place;
            found.add(at + ": asked " + shown(asked) + ", recorded " + shown(recorded));
        }
    }

    private static String shown(@Nullable Json value) {
        String text = value == null ? "nothing" : value.toText();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
