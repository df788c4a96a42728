package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Merged answers against a second merge in another language: {@code merge.py}, which shares neither code nor parser with
 * the SDK and was written from the API's documentation. The rules of both are those of {@code docs/merging.md}.
 */
class IndependentMergeTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();
    private static final String SEED = System.getProperty("quirks.seed", "1");
    private static final int COUNT = Integer.getInteger("quirks.count", 2_000);

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> everyRecordedAnswerMergesToTheSame() throws Exception {
        List<String> files = Stream.of(Shared.files("streams", ".sse"), Shared.files("streams", ".json"))
                .flatMap(List::stream)
                .map(Path::toString)
                .toList();
        List<JsonNode> merged = script(String.join("\n", files), "merge.py");
        assertEquals(files.size(), merged.size());
        return merged.stream().map(expected -> {
            Path file = Path.of(expected.get("path").asText());
            return DynamicTest.dynamicTest(
                    file.getParent().getFileName() + "/" + file.getFileName(),
                    () -> assertSame(expected, Files.readAllBytes(file), file.toString()));
        });
    }

    @Test
    void streamsOfRandomQuirksMergeToTheSame() throws Exception {
        List<JsonNode> streams = script("", "quirks.py", SEED, Integer.toString(COUNT));
        assertEquals(COUNT, streams.size());
        String shortest = null;
        AssertionError why = null;
        int different = 0;
        for (JsonNode stream : streams) {
            String body = stream.get("body").asText();
            try {
                assertSame(stream.get("merged"), body.getBytes(UTF_8), "random.sse");
            } catch (AssertionError difference) {
                different++;
                if (shortest == null || body.length() < shortest.length()) {
                    shortest = body;
                    why = difference;
                }
            }
        }
        if (why != null) {
            throw new AssertionError(different + " differ, the shortest is\n" + shortest, why);
        }
    }

    private static void assertSame(JsonNode expected, byte[] body, String path) {
        JsonNode plain = MergedView.plain(expected);
        JsonNode actual = MergedView.of(body, path.endsWith(".sse"));
        if (!plain.equals(actual)) {
            assertEquals(plain.toPrettyString(), actual.toPrettyString());
        }
    }

    /** What a script prints, line by line as JSON. */
    private List<JsonNode> script(String input, String name, String... arguments) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), input);
        Path out = folder.resolve("out");
        var command = new ArrayList<>(List.of("python3", SCRIPTS.resolve(name).toString()));
        command.addAll(List.of(arguments));
        Process python;
        try {
            python = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException absent) {
            Assumptions.abort("skipped: there is no python3 here: " + absent.getMessage());
            throw absent;
        }
        assertEquals(0, python.waitFor());
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(out)) {
            lines.add(JACKSON.readTree(line));
        }
        assertTrue(lines.stream().allMatch(JsonNode::isObject));
        return lines;
    }
}
