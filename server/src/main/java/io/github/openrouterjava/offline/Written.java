package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.yaml.Yaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A value of a script, and where it is written. What reads it throws {@link IllegalArgumentException} with the place.
 *
 * @param path names of members, and numbers of elements from 0
 */
record Written(String file, String yaml, List<Object> path, Json value) {
    private static final Pattern REGEX = Pattern.compile("/(.*)/(i?)", Pattern.DOTALL);

    Written(String file, String yaml) {
        this(file, yaml, List.of(), parsed(file, yaml));
    }

    private static Json parsed(String file, String yaml) {
        try {
            return Yaml.parse(file, yaml);
        } catch (MarkedYamlEngineException wrong) {
            String line = wrong.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1))
                    .orElse("");
            throw new IllegalArgumentException(file + line + ": " + wrong.getProblem(), wrong);
        } catch (YamlEngineException | IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    IllegalArgumentException wrong(String problem) {
        var place = new ArrayList<String>();
        for (Object step : path) {
            // A script is a list of rules, whose steps are a list in them.
            String kind = place.isEmpty() ? "rule " : place.size() == 2 ? "step " : "element ";
            place.add(step instanceof Integer element ? kind + (element + 1) : step.toString());
        }
        String where = place.isEmpty() ? "" : String.join(", ", place) + ": ";
        return new IllegalArgumentException(file + ", line " + Yaml.line(yaml, path) + ": " + where + problem);
    }

    private Written in(Object step, Json inside) {
        var longer = new ArrayList<>(path);
        longer.add(step);
        return new Written(file, yaml, longer, inside);
    }

    List<Written> elements(String what) {
        if (!(value instanceof JsonArray(List<Json> elements))) {
            throw wrong("must be a list of " + what + ", not " + shown());
        }
        var all = new ArrayList<Written>();
        for (Json element : elements) {
            all.add(in(all.size(), element));
        }
        return all;
    }

    /** @param known the names that they may have */
    Map<String, Written> members(List<String> known) {
        if (!(value instanceof JsonObject(Map<String, Json> members))) {
            throw wrong("must have members, of " + known + ", and is " + shown());
        }
        var all = new LinkedHashMap<String, Written>();
        members.forEach((name, member) -> {
            Written inside = in(name, member);
            if (!known.contains(name)) {
                throw inside.wrong("there is no such thing here; there are " + known);
            }
            all.put(name, inside);
        });
        return all;
    }

    Written needed(Map<String, Written> members, String name) {
        Written member = members.get(name);
        if (member == null) {
            throw wrong("needs a " + name);
        }
        return member;
    }

    String text() {
        if (value instanceof JsonString(String text)) {
            return text;
        }
        throw wrong("must be a text, not " + shown());
    }

    JsonObject object() {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw wrong("must be an object, not " + shown());
    }

    long whole(long from, long to) {
        Long whole = value instanceof JsonNumber number && number.isInteger() ? number.toLong() : null;
        if (whole == null || whole < from || whole > to) {
            throw wrong("must be a whole number from " + from + " to " + to + ", not " + shown());
        }
        return whole;
    }

    /** What finds a text, or between slashes a regular expression. */
    Pattern pattern() {
        String text = text();
        var regex = REGEX.matcher(text);
        if (!regex.matches()) {
            return Pattern.compile(text, Pattern.LITERAL);
        }
        try {
            return Pattern.compile(
                    regex.group(1), regex.group(2).isEmpty() ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException wrong) {
            throw wrong("is no regular expression: " + wrong.getDescription());
        }
    }

    private String shown() {
        String text = value.toText();
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
