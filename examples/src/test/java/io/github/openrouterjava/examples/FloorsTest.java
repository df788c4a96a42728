package io.github.openrouterjava.examples;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** The packages of the bindings, of the server and of what stands on it, read from the compiled classes. Those of the SDK have their own test. */
class FloorsTest {
    private static final Pattern ARROW =
            Pattern.compile("io\\.github\\.openrouterjava\\.(\\w+) +-> io\\.github\\.openrouterjava(?:\\.(\\w+))? .*");

    /** Each package with those it uses, no more and no less. Only what stands on the server uses the client's own codec. */
    private static final Map<String, Set<String>> PICTURE = Map.ofEntries(
            entry("records", Set.of("bind", "json")),
            entry("jackson", Set.of("bind", "json")),
            entry("yaml", Set.of("json")),
            entry("playback", Set.of("http", "json")),
            entry("conformance", Set.of("http", "json", "yaml")),
            entry("cassette", Set.of("http", "json", "playback", "yaml")),
            entry("offline", Set.of("http", "json", "playback", "yaml")),
            entry("relay", Set.of("http", "json", "playback", "sse")),
            entry("server", Set.of("cassette", "conformance", "http", "json", "offline", "playback", "relay", "sse")),
            entry("junit", Set.of("R", "call", "chat", "http", "json", "offline", "server")),
            entry(
                    "cli",
                    Set.of("R", "call", "chat", "conformance", "error", "http", "json", "offline", "server", "sse")));

    @Test
    void arrowsAreThoseOfThePicture() {
        assertEquals(lines(PICTURE), lines(uses()));
    }

    private static String lines(Map<String, Set<String>> arrows) {
        var lines = new TreeSet<String>();
        arrows.forEach((from, tos) -> tos.forEach(to -> lines.add(from + " -> " + to)));
        return String.join("\n", lines);
    }

    private static Map<String, Set<String>> uses() {
        var out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:package",
                        "-filter:none",
                        // Without the modules' own descriptors, which name others that are not here.
                        "../records/target/classes/io",
                        "../jackson/target/classes/io",
                        "../server/target/classes/io",
                        "../junit/target/classes/io",
                        "../cli/target/classes/io");
        assertEquals(0, exit, out.toString());
        var uses = new TreeMap<String, Set<String>>();
        out.toString().lines().map(String::strip).map(ARROW::matcher).forEach(arrow -> {
            if (arrow.matches() && !arrow.group(1).equals(arrow.group(2))) {
                String to = arrow.group(2) == null ? "R" : arrow.group(2);
                uses.computeIfAbsent(arrow.group(1), none -> new TreeSet<>()).add(to);
            }
        });
        return uses;
    }
}
