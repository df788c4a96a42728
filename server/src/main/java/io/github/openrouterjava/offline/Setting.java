package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One setting of an offline model.
 *
 * @param shown where it stands, for whoever is told that it is wrong
 */
record Setting(String shown, String name, Json value) {

    /** Those of the request's member {@code offline}, and behind them those of its model's suffix. */
    static List<Setting> of(Ask ask) throws Refusal {
        var all = new ArrayList<Setting>();
        switch (ask.body().get("offline")) {
            case null -> {}
            case JsonNull ignored -> {}
            case JsonObject object ->
                object.members().forEach((name, value) -> all.add(new Setting("offline." + name, name, value)));
            default -> throw Refusal.of("offline", "must be an object");
        }
        for (String setting :
                ask.suffix().isEmpty() ? new String[0] : ask.suffix().split(",", -1)) {
            int equals = setting.indexOf('=');
            if (equals < 0) {
                throw Refusal.of("model", "after the colon stand settings as in tokens=200,seed=7, not " + setting);
            }
            String name = setting.substring(0, equals);
            all.add(new Setting("model, " + name, name, literal(setting.substring(equals + 1))));
        }
        return all;
    }

    private static Json literal(String text) {
        try {
            return new JsonNumber(text);
        } catch (IllegalArgumentException notNumber) {
            return Json.of(text);
        }
    }

    long whole(long from, long to) throws Refusal {
        Long whole = value instanceof JsonNumber number && number.isInteger() ? number.toLong() : null;
        if (whole == null || whole < from || whole > to) {
            String range = from == Long.MIN_VALUE ? "" : " from " + from + " to " + to;
            throw Refusal.of(shown, "must be a whole number" + range + ", not " + value);
        }
        return whole;
    }

    double number(double to) throws Refusal {
        double number = value instanceof JsonNumber json ? json.toDouble() : -1;
        if (!(number >= 0 && number <= to)) {
            throw Refusal.of(shown, "must be a number from 0 to " + Json.of(to) + ", not " + value);
        }
        return number;
    }

    Refusal unknown(List<String> known) {
        return Refusal.of(shown, "there is no such setting; there are " + known);
    }
}
