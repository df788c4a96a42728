package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is expected, held against what was reported. */
final class Difference {
    private static final int SHOWN = 60;
    private static final Pattern ADDRESS = Pattern.compile("(127\\.0\\.0\\.1|localhost):\\d+");

    private Difference() {}

    static void find(String name, Json expected, JsonObject report, List<String> to) {
        switch (name) {
            case "end", "or", "requests", "connections" -> {}
            case "error" -> error((JsonObject) expected, report.object("error"), to);
            default -> compare(name, expected, report.get(name), to);
        }
    }

    /** An object's members that are not expected do not count, null is as good as absent, and so is an empty text. */
    private static void compare(String at, Json expected, @Nullable Json found, List<String> to) {
        switch (expected) {
            case JsonNull ignored -> {
                if (found != null && !(found instanceof JsonNull) && !found.equals(Json.of(""))) {
                    to.add(at + ": " + shown(found) + ", not absent");
                }
            }
            case JsonObject object
            when object.has("times") && object.has("of") ->
                compare(at, Json.of(text(object).repeat(times(object))), found, to);
            case JsonObject(var members) -> {
                if (!(found instanceof JsonObject object)) {
                    to.add(at + ": " + shown(found) + ", not " + shown(expected));
                    return;
                }
                members.forEach((name, value) -> compare(at + "." + name, value, object.get(name), to));
            }
            case JsonArray(List<Json> elements) -> {
                if (!(found instanceof JsonArray(List<Json> others))) {
                    to.add(at + ": " + shown(found) + ", not " + shown(expected));
                    return;
                }
                if (others.size() != elements.size()) {
                    to.add(at + ": " + others.size() + " of them, not " + elements.size());
                    return;
                }
                for (int i = 0; i < elements.size(); i++) {
                    compare(at + "[" + i + "]", elements.get(i), others.get(i), to);
                }
            }
            case JsonNumber number -> {
                if (!(found instanceof JsonNumber other)
                        || new BigDecimal(number.literal()).compareTo(new BigDecimal(other.literal())) != 0) {
                    to.add(at + ": " + shown(found) + ", not " + number);
                }
            }
            case JsonString(String text) -> {
                boolean nothing = found == null || found instanceof JsonNull;
                if (!(text.isEmpty() && nothing) && !expected.equals(found)) {
                    to.add(at + ": " + shown(found) + ", not " + shown(expected));
                }
            }
            default -> {
                if (!expected.equals(found)) {
                    to.add(at + ": " + shown(found) + ", not " + shown(expected));
                }
            }
        }
    }

    /** A code may stand in the message too, and a message in a longer one: clients word them each in their way. */
    private static void error(JsonObject expected, @Nullable JsonObject found, List<String> to) {
        // An address has digits that look like a code.
        String all = found == null
                ? ""
                : ADDRESS.matcher(found.toText()).replaceAll("").toLowerCase(Locale.ROOT);
        expected.members().forEach((name, value) -> {
            String wanted = value instanceof JsonString(String text) ? text : value.toText();
            String written = Json.of(wanted).toText();
            String plain = written.substring(1, written.length() - 1).toLowerCase(Locale.ROOT);
            boolean there = value instanceof JsonNumber
                    ? Pattern.compile("(?<!\\d)" + Pattern.quote(plain) + "(?!\\d)")
                            .matcher(all)
                            .find()
                    : all.contains(plain);
            if (!there) {
                to.add("error." + name + ": no '" + wanted + "' in " + shown(found));
            }
        });
    }

    private static String text(JsonObject repeated) {
        return String.valueOf(repeated.string("of"));
    }

    private static int times(JsonObject repeated) {
        JsonNumber times = repeated.number("times");
        return times == null ? 0 : (int) times.toDouble();
    }

    private static String shown(@Nullable Json value) {
        String text = value == null ? "nothing" : value.toText();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}
