package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.sse.SseReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Bodies of real providers: all can be read, and every event comes out as it went in. */
class RecordedBodiesTest {
    private static final int BATCH = 100;

    @Test
    void everyBodyIsReadAndNoneIsUndecodable() throws IOException {
        List<Path> files = files();
        var args = new ArrayList<>(List.of("decode"));
        files.forEach(file -> args.add(file.toString()));
        var ran = Cli.BARE.run(args.toArray(String[]::new));
        assertEquals(files.size(), ran.lines().size());
        for (JsonObject line : ran.lines()) {
            assertNotEquals("undecodable", line.string("end"), line::toText);
        }
    }

    @Test
    void everyEventIsEncodedAsItCame() throws IOException {
        List<Path> files = files();
        for (int from = 0; from < files.size(); from += BATCH) {
            var args = new ArrayList<>(List.of("decode", "--chunks"));
            var expected = new ArrayList<JsonObject>();
            var origins = new ArrayList<Path>();
            for (Path file : files.subList(from, Math.min(from + BATCH, files.size()))) {
                args.add(file.toString());
                expected.addAll(file.toString().endsWith(".sse") ? events(file) : completion(file));
                origins.addAll(Collections.nCopies(expected.size() - origins.size(), file));
            }
            List<JsonObject> lines = Cli.BARE.run(args.toArray(String[]::new)).lines();
            for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
                assertEquals(plain(expected.get(i)), plain(lines.get(i)), origins.get(i)::toString);
            }
            assertEquals(expected.size(), lines.size());
        }
    }

    private static List<JsonObject> events(Path file) throws IOException {
        var events = new ArrayList<JsonObject>();
        try (var in = Files.newInputStream(file)) {
            var reader = new SseReader(in, SseReader.DEFAULT_MAX_EVENT_BYTES);
            while (reader.next() || reader.pending()) {
                String data = new String(reader.data(), reader.from(), reader.to() - reader.from(), UTF_8);
                if (data.strip().equals("[DONE]")) {
                    break; // ends reading, whatever follows
                }
                if (!data.isBlank()) {
                    events.add((JsonObject) Json.parse(data));
                }
                if (reader.pending()) {
                    break;
                }
            }
        }
        return events;
    }

    private static List<JsonObject> completion(Path file) throws IOException {
        boolean completion =
                Json.parse(Files.readAllBytes(file)) instanceof JsonObject object && object.array("choices") != null;
        return completion ? List.of((JsonObject) Json.parse(Files.readAllBytes(file))) : List.of();
    }

    /** Without nulls, which count as absent, and with one way to write each number. */
    private static Json plain(Json json) {
        return switch (json) {
            case JsonObject object -> {
                var members = new LinkedHashMap<String, Json>();
                object.members().forEach((name, value) -> {
                    if (!(value instanceof JsonNull)) {
                        members.put(name, plain(value));
                    }
                });
                yield new JsonObject(members);
            }
            case JsonArray(var elements) ->
                new JsonArray(elements.stream().map(RecordedBodiesTest::plain).toList());
            case JsonNumber number ->
                new JsonNumber(
                        new BigDecimal(number.literal()).stripTrailingZeros().toString());
            default -> json;
        };
    }

    private static List<Path> files() throws IOException {
        String given = System.getProperty("shared.dir");
        Path at = Path.of("").toAbsolutePath();
        while (given == null && at != null && !Files.isDirectory(at.resolve("shared/streams"))) {
            at = at.getParent();
        }
        Path folder = given != null ? Path.of(given, "streams") : at == null ? null : at.resolve("shared/streams");
        Assumptions.assumeTrue(
                folder != null && Files.isDirectory(folder), "skipped: no folder shared/streams beside the checkout");
        try (var all = Files.walk(folder)) {
            List<Path> bodies = all.filter(file -> file.toString().matches(".*\\.(sse|json)"))
                    .sorted()
                    .toList();
            assertFalse(bodies.isEmpty());
            return bodies;
        }
    }
}
