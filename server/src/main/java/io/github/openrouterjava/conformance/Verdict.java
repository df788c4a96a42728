package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client's report is worth.
 *
 * @param why what differs from what was expected, in a line; empty for a pass
 */
public record Verdict(Kind kind, String why) {
    /** Who passed, and how bad it is where not. */
    public enum Kind {
        /** All that was expected. */
        PASS,
        /** The right kind of end, but something in it is lost or altered. */
        WRONG,
        /** A failure was due, and success was reported. */
        SILENT,
        /** A success was due, and a failure was reported. */
        CRASH,
        /** Nothing was reported within the time limit. */
        HANG,
        /** The scenario is a conversation with tools, and the client runs none by itself. */
        NOT_TRIED
    }

    /**
     * Judges one call.
     *
     * @param expect of the catalogue; where it has another report that is right as well, the better verdict counts
     * @param report of the client: {@code end}, {@code text} and so on, as the catalogue's README says
     * @param requests that the server has seen until now
     * @param exact whether the kind of failure counts; else any failure is as good as another
     */
    public static Verdict judge(JsonObject expect, JsonObject report, int requests, boolean exact) {
        Verdict first = one(expect, report, requests, exact);
        JsonObject other = expect.object("or");
        if (other == null || first.kind() == Kind.PASS) {
            return first;
        }
        Verdict second = judge(other, report, requests, exact);
        return second.kind().compareTo(first.kind()) < 0 ? second : first;
    }

    private static Verdict one(JsonObject expect, JsonObject report, int requests, boolean exact) {
        List<String> ends = ends(expect.get("end"));
        String end = report.string("end");
        if (end == null) {
            return new Verdict(Kind.CRASH, "a report without an end: " + report);
        }
        String failure = message(report);
        if (end.equals("complete")) {
            if (!ends.contains("complete")) {
                return new Verdict(Kind.SILENT, "reported success, due was " + String.join(" or ", ends));
            }
        } else if (ends.equals(List.of("complete"))) {
            return new Verdict(Kind.CRASH, end + ": " + failure);
        } else if (exact && !ends.contains(end)) {
            return new Verdict(Kind.WRONG, "end: " + end + " (" + failure + "), not " + String.join(" or ", ends));
        }
        var differences = new ArrayList<String>();
        for (var member : expect.members().entrySet()) {
            Difference.find(member.getKey(), member.getValue(), report, differences);
        }
        var due = expect.number("requests");
        if (due != null && (int) due.toDouble() != requests) {
            differences.add("requests: " + requests + ", not " + due);
        }
        return differences.isEmpty()
                ? new Verdict(Kind.PASS, "")
                : new Verdict(Kind.WRONG, String.join("; ", differences));
    }

    private static List<String> ends(@Nullable Json end) {
        return switch (end) {
            case JsonString(String one) -> List.of(one);
            case JsonArray(List<Json> several) ->
                several.stream().map(one -> ((JsonString) one).value()).toList();
            case null, default -> throw new IllegalArgumentException("no end is expected: " + end);
        };
    }

    private static String message(JsonObject report) {
        JsonObject error = report.object("error");
        return error == null ? "no message" : error.string("type") + ": " + error.string("message");
    }
}
