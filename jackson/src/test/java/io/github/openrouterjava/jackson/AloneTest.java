package io.github.openrouterjava.jackson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each binding in a process in which the other's Jackson is not there. */
class AloneTest {
    static final class Two {
        public static void main(String[] none) {
            use(new Jackson2Binding(new com.fasterxml.jackson.databind.ObjectMapper()), "tools.jackson.databind.");
        }
    }

    static final class Three {
        public static void main(String[] none) {
            use(new JacksonBinding(new tools.jackson.databind.ObjectMapper()), "com.fasterxml.jackson.databind.");
        }
    }

    private static void use(Binding binding, String other) {
        try {
            Class.forName(other + "ObjectMapper");
            throw new IllegalStateException("the other one is there");
        } catch (ClassNotFoundException absent) {
            System.out.print(binding.schema(Shop.Point.class).get("required"));
            System.out.print(
                    binding.write(binding.read(Json.parse("{\"latitude\":1.5,\"longitude\":2}"), Shop.Point.class)));
        }
    }

    @Test
    void jackson2IsEnough() throws Exception {
        assertRuns(
                Two.class,
                com.fasterxml.jackson.databind.ObjectMapper.class,
                com.fasterxml.jackson.core.JsonFactory.class);
    }

    @Test
    void jackson3IsEnough() throws Exception {
        assertRuns(Three.class, tools.jackson.databind.ObjectMapper.class, tools.jackson.core.JsonParser.class);
    }

    private static void assertRuns(Class<?> program, Class<?>... needed) throws Exception {
        String path = Stream.concat(
                        Stream.of("target/classes", "target/test-classes", "../sdk/target/classes"),
                        Stream.concat(Stream.of(needed), Stream.of(com.fasterxml.jackson.annotation.JsonProperty.class))
                                .map(AloneTest::place))
                .collect(Collectors.joining(File.pathSeparator));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(List.of("" + java, "-cp", path, program.getName()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("[\"latitude\",\"longitude\"]{\"latitude\":1.5,\"longitude\":2.0}", said);
        assertEquals(0, process.waitFor());
    }

    private static String place(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }
}
