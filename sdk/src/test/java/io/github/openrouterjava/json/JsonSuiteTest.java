package io.github.openrouterjava.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.openrouterjava.Shared;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The files of JSONTestSuite: {@code y_} must be read, {@code n_} must be refused, {@code i_} is left to us. */
class JsonSuiteTest {

    @TestFactory
    Stream<DynamicTest> eachFileIsReadOrRefusedAsItsNameSays() {
        return Shared.files("json-test-suite/test_parsing", ".json").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    byte[] document = Files.readAllBytes(file);
                    switch (file.getFileName().toString().charAt(0)) {
                        case 'y' -> {
                            Json value = Json.parse(document);
                            assertEquals(value, Json.parse(value.toBytes()));
                            skip(document);
                        }
                        case 'n' -> {
                            assertThrows(JsonException.class, () -> Json.parse(document));
                            assertThrows(JsonException.class, () -> skip(document));
                        }
                        default -> assertEquals(reads(() -> Json.parse(document)), reads(() -> skip(document)));
                    }
                }));
    }

    private static void skip(byte[] document) {
        var reader = new JsonReader(document);
        reader.skip();
        reader.end();
    }

    private static boolean reads(Runnable reading) {
        try {
            reading.run();
            return true;
        } catch (JsonException refused) {
            return false;
        }
    }
}
