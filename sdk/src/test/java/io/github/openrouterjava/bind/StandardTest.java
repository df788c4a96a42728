package io.github.openrouterjava.bind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding the one binding of a program, in folders as they would be on its class path. */
class StandardTest {
    private static final String BINDING = """
            public class %s implements io.github.openrouterjava.bind.Binding {
                public io.github.openrouterjava.json.JsonObject schema(Class<?> type) { return null; }
                public <T> T read(io.github.openrouterjava.json.Json json, Class<T> type) { return null; }
                public io.github.openrouterjava.json.Json write(Object value) { return null; }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void theOnlyOneIsTaken() throws IOException {
        assertEquals("One", find("One").getClass().getName());
    }

    @Test
    void withoutOneBothArtifactsAreNamed() {
        var thrown = assertThrows(IllegalStateException.class, Binding::standard);
        assertEquals(
                "nothing binds JSON to types: add io.github.openrouterjava:openrouter-records,"
                        + " or hand in a binding, such as one of io.github.openrouterjava:openrouter-jackson",
                thrown.getMessage());
        assertThrows(IllegalStateException.class, Binding::standard, "the second time too");
    }

    @Test
    void ofSeveralNoneIsTakenAndAllAreNamed() {
        var thrown = assertThrows(IllegalStateException.class, () -> find("One", "Other"));
        assertEquals("more than one binds JSON to types, so hand in the one to take: One, Other", thrown.getMessage());
    }

    private Binding find(String... names) throws IOException {
        for (String name : names) {
            Path source = Files.writeString(folder.resolve(name + ".java"), BINDING.formatted(name));
            int exit = ToolProvider.findFirst("javac")
                    .orElseThrow()
                    .run(System.out, System.err, "-cp", "target/classes", "-d", "" + folder, "" + source);
            assertEquals(0, exit);
        }
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(Binding.class.getName()), List.of(names));
        URL[] urls = {folder.toUri().toURL()};
        try (var loader = new URLClassLoader(urls, Binding.class.getClassLoader())) {
            return Standard.find(loader);
        }
    }
}
