package io.github.openrouterjava.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.openrouterjava.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The catalogue as data: it keeps to its schema, and nothing of it is left out. */
class CatalogueTest {
    private static final Path FOLDER = Path.of("../conformance");

    private static Stream<String> groups() {
        return Catalogue.GROUPS.stream();
    }

    @ParameterizedTest
    @MethodSource("groups")
    void fileKeepsToTheSchema(String group) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(FOLDER.resolve("schema.json")));
        String json = Yaml.parse(group, Files.readString(FOLDER.resolve(group + ".yaml")))
                .toText();
        assertEquals(List.of(), schema.validate(json, InputFormat.JSON));
    }

    @Test
    void everyFileIsAGroup() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            var found = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.replace(".yaml", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(Catalogue.GROUPS), found);
        }
    }

    @Test
    void everyScenarioCanBePlayed() {
        for (Scenario scenario : Catalogue.load().scenarios()) {
            for (int i = 0; i < scenario.server().size(); i++) {
                assertTrue(scenario.play(i).status() > 0, scenario.name());
            }
        }
    }
}
