package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's modules read the catalogue's answers, in Node; HTTP itself is the browser's affair. */
class PageReadsTest {
    private static final Path PAGE = Path.of("src/main/resources/io/github/openrouterjava/server/page");
    private static final List<JsonNode> PLAYED = new ArrayList<>();

    @BeforeAll
    static void play(@TempDir Path modules) throws Exception {
        assumeTrue(NodePackages.exists("node"), "Node is not here");
        Files.writeString(modules.resolve("package.json"), "{\"type\": \"module\"}");
        try (Stream<Path> files = Files.list(PAGE)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".js")).toList()) {
                Files.copy(file, modules.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (var server = LocalOpenRouter.start()) {
            Process node = new ProcessBuilder(
                            "node",
                            "src/test/clients/scenarios.mjs",
                            server.uri().toString(),
                            modules.toString())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(node.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, node.waitFor(), output);
            new ObjectMapper().readTree(output).forEach(PLAYED::add);
        }
        assertTrue(PLAYED.size() > 300, "scenarios: " + PLAYED.size());
    }

    private static List<String> list(JsonNode node) {
        var texts = new ArrayList<String>();
        node.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    @Test
    void nothingThatIsNotWholeIsCalledComplete() {
        for (JsonNode one : PLAYED) {
            if (one.path("good").asBoolean()) {
                assertTrue(list(one.path("ends")).contains("complete"), one::toString);
            }
        }
    }

    @Test
    void aWholeAnswerIsCalledCompleteAndHasItsText() {
        for (JsonNode one : PLAYED) {
            if (list(one.path("ends")).equals(List.of("complete"))) {
                assertTrue(one.path("good").asBoolean(), one::toString);
                List<String> texts = list(one.path("texts"));
                assertTrue(texts.isEmpty() || texts.contains(one.path("text").asText()), one::toString);
            }
        }
    }
}
