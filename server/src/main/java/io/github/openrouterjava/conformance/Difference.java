package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is expected, held against what was reported, or was sent. */
final class Difference {
    private static final int SHOWN = 60;
    private static final Pattern ADDRESS = Pattern.compile("(127\\.0\\.0\\.1|localhost):\\d+");

    /** A request is held to the letter: for a provider an empty text is not the same as none. */
    private final boolean sent;

    private final List<String> to;
    private final Map<String, String> same = new HashMap<>();

    private Difference(boolean sent, List<String> to) {
        this.sent = sent;
        this.to = to;
    }

    static void find(String name, Json expected, JsonObject report, List<String> to) {
        switch (name) {
            case "end", "or", "requests", "connections" -> {}
            case "error" -> error((JsonObject) expected, report.object("error"), to);
            default -> new Difference(name.equals("sent"), to).compare(name, expected, report.get(name));
        }
    }

    /** An object's members that are not expected do not count, null is as good as absent. */
    private void compare(String at, Json expected, @Nullable Json found) {
        switch (expected) {
            case JsonNull ignored -> {
                boolean emptyText = !sent && Json.of("").equals(found);
                if (found != null && !(found instanceof JsonNull) && !emptyText) {
                    to.add(at + ": " + shown(found) + ", not absent");
                }
            }
            case JsonObject object
            when object.has("times") && object.has("of") ->
                compare(at, Json.of(text(object).repeat(times(object))), found);
            case JsonObject object
            when sent && object.members().size() == 1 && object.string("has") != null ->
                has(at, String.valueOf(object.string("has")), text(found));
            case JsonObject object
            when sent && object.members().size() == 1 && object.string("same") != null ->
                same(at, String.valueOf(object.string("same")), text(found));
            case JsonObject(var members) -> {
                if (!(found instanceof JsonObject object)) {
                    to.add(at + ": " + shown(found) + ", not " + shown(expected));
                    return;
                }
                members.forEach((name, value) -> compare(at + "." + name, value, object.get(name)));
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
                    compare(at + "[" + i + "]", elements.get(i), others.get(i));
                }
            }
            case JsonNumber number -> {
                if (!(found instanceof JsonNumber other)
                        || new BigDecimal(number.literal()).compareTo(new BigDecimal(other.literal())) != 0) {
                    to.add(at + ": " + shown(found) + ", not " + number);
                }
            }
            case JsonString(String text) -> {
                boolean nothing = !sent && (found == null || found instanceof JsonNull);
                if (!(text.isEmpty() && nothing) && !text.equals(text(found))) {
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

    private void has(String at, String piece, @Nullable String found) {
        if (found == null || found.isEmpty() || !found.contains(piece)) {
            to.add(at + ": no '" + piece + "' in " + shown(found == null ? null : Json.of(found)));
        }
    }

    /** A text of the client's own choice: the same wherever it is called by this name, and not that of another name. */
    private void same(String at, String name, @Nullable String found) {
        String known = same.get(name);
        if (found == null || found.isEmpty()) {
            to.add(at + ": nothing, where '" + name + "' was due");
        } else if (known == null && same.containsValue(found)) {
            to.add(at + ": " + found + " again, where '" + name + "' was due");
        } else if (known != null && !known.equals(found)) {
            to.add(at + ": " + found + ", not " + known);
        } else {
            same.put(name, found);
        }
    }

    /** A text; of a request also one in parts, which a client may make of it. */
    private @Nullable String text(@Nullable Json found) {
        if (found instanceof JsonString(String text)) {
            return text;
        }
        if (!sent || !(found instanceof JsonArray(List<Json> parts))) {
            return null;
        }
        var all = new StringBuilder();
        for (Json part : parts) {
            String text = part instanceof JsonObject object ? object.string("text") : null;
            if (text == null) {
                return null;
            }
            all.append(text);
        }
        return all.toString();
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
