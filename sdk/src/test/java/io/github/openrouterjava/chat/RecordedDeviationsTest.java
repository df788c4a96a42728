package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.Shared;
import io.github.openrouterjava.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the strict mode says of recorded answers: it names each provider's known quirks, and little of OpenRouter's. */
class RecordedDeviationsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        perplexity   | $.object                                                 | "chat.completion" is not one of "chat.completion.chunk"
        azure-openai | $.object                                                 | "" is not one of "chat.completion.chunk"
        zai          | $.object                                                 | is missing
        perplexity   | $.choices[#].message                                     | is not in the specification
        perplexity   | $.usage.cost                                             | object where number or null is specified
        azure-openai | $.choices[#].delta                                       | is missing
        azure-openai | $.choices[#].content_filter_results                      | is not in the specification
        mistral      | $.choices[#].delta.content                               | array where string or null is specified
        openrouter   | $.choices[#].logprobs                                    | number where object or null is specified
        mistral      | $.choices[#].delta.tool_calls[#].index                   | is missing
        openrouter   | $.choices[#].delta.tool_calls[#].type                    | "" is not one of "function"
        openrouter   | $.choices[#].delta.tool_calls[#].function.arguments      | null where string is specified
        groq         | $.id                                                     | is missing
        xiaomi       | $.choices[#].delta.annotations[#].url_citation           | is missing
        groq         | $.x_groq                                                 | is not in the specification
        """)
    void aKnownQuirkIsNamed(String provider, String path, String problem) {
        assertTrue(
                streamsOf(provider).anyMatch(stream -> kinds(stream).contains(path + ": " + problem)),
                () -> "no stream of " + provider + " has " + path + ": " + problem);
    }

    @Test
    void mostStreamsOfOpenRouterHaveNone() {
        List<Set<String>> streams =
                streamsOf("openrouter").map(RecordedDeviationsTest::kinds).toList();
        long faultless = streams.stream().filter(Set::isEmpty).count();
        assertTrue(!streams.isEmpty() && faultless * 10 >= streams.size() * 9L, () -> histogram(streams));
    }

    @Test
    void noRecordedBodyIsTooOddToCheck() {
        for (Path file : Shared.files("streams", ".json")) {
            Json body = Json.parse(text(file));
            Deviation.inCompletion(body);
            Deviation.inError(body);
        }
        for (Path file : Shared.files("streams", ".sse")) {
            kinds(file);
        }
    }

    /** The stream's deviations, with any index for an index. */
    private static Set<String> kinds(Path stream) {
        return text(stream)
                .lines()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring(5).strip())
                .filter(data -> !data.isEmpty() && !data.equals("[DONE]"))
                .flatMap(data -> Deviation.inChunk(Json.parse(data)).stream())
                .map(deviation -> deviation.path().replaceAll("\\[\\d+]", "[#]") + ": " + deviation.problem())
                .collect(Collectors.toSet());
    }

    private static Stream<Path> streamsOf(String provider) {
        Path folder = Shared.folder("streams");
        return text(folder.resolve("MANIFEST.tsv"))
                .lines()
                .map(line -> line.split("\t"))
                .filter(cells -> cells[0].endsWith(".sse") && cells[1].equals(provider))
                .map(cells -> folder.resolve(cells[0]))
                .filter(Files::exists);
    }

    private static String histogram(List<Set<String>> streams) {
        var counts = new TreeMap<String, Integer>();
        streams.forEach(kinds -> kinds.forEach(kind -> counts.merge(kind, 1, Integer::sum)));
        return streams.size() + " streams: " + counts;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
