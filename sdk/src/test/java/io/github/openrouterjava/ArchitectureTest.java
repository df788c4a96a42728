package io.github.openrouterjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** The shape of the SDK, read from its compiled classes: packages, the arrows between them, size and dependencies. */
class ArchitectureTest {
    private static final Path CLASSES = Path.of("target/classes");
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final String ROOT = "io.github.openrouterjava";

    /** Every package, with the packages it uses, no more and no less; R is the root. Arrows only point down. */
    private static final Map<String, Set<String>> PICTURE = Map.of(
            "R", Set.of("bind", "call", "chat", "error", "http"),
            "chat", Set.of("bind", "call", "error", "http", "json", "sse"),
            "call", Set.of("error", "http", "json"),
            "error", Set.of("json"),
            "bind", Set.of("json"),
            "json", Set.of(),
            "sse", Set.of(),
            "http", Set.of());

    @Test
    void arrowsBetweenPackagesAreThoseOfThePicture() {
        var drawn = new TreeSet<String>();
        PICTURE.forEach((from, tos) -> tos.forEach(to -> drawn.add(from + " -> " + to)));
        var found = uses().stream()
                .filter(use -> isOurs(use.to()) && !use.from().equals(use.to()))
                .map(use -> shortName(use.from()) + " -> " + shortName(use.to()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(String.join("\n", drawn), String.join("\n", found));
    }

    @Test
    void packagesAreThoseOfThePicture() {
        var found = uses().stream().map(use -> shortName(use.from())).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(PICTURE.keySet()), new TreeSet<>(found));
    }

    @Test
    void nothingBesidesTheJdkIsNeededToRun() {
        // The annotations of JSpecify are for compilers and readers: a JVM ignores those it does not find.
        var foreign = uses().stream()
                .filter(use -> !isOurs(use.to()) && !use.to().equals("org.jspecify.annotations"))
                .filter(use -> !use.module().matches("java\\.(base|net\\.http)"))
                .map(Use::toString)
                .toList();
        assertEquals(List.of(), foreign);
    }

    @Test
    void jarIsUnder575Kilobytes() throws IOException {
        var jar = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(jar);
                var files = Files.walk(CLASSES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(new ZipEntry(CLASSES.relativize(file).toString()));
                Files.copy(file, zip);
            }
        }
        assertTrue(jar.size() < 575_000, jar.size() + " bytes");
    }

    @Test
    void noFileOfMainCodeIsOver400Lines() throws IOException {
        var long_ = new TreeSet<String>();
        for (Path file : mainCode()) {
            int lines = Files.readAllLines(file).size();
            if (lines > 400) long_.add(PROJECT.relativize(file) + ": " + lines);
        }
        assertEquals(Set.of(), long_);
    }

    private static List<Path> mainCode() throws IOException {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            var roots = modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList();
            var files = new TreeSet<Path>();
            for (Path root : roots) {
                try (Stream<Path> all = Files.walk(root)) {
                    all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
            return List.copyOf(files);
        }
    }

    private record Use(String from, String to, String module) {}

    /** What each package uses, one line each: {@code from -> to module}, indented under the module's own lines. */
    private static List<Use> uses() {
        var out = new StringWriter();
        int exit = ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "-verbose:package",
                        "-filter:none",
                        CLASSES.toString());
        assertEquals(0, exit, out.toString());
        var uses = out.toString()
                .lines()
                .map(line -> line.strip().split("\\s+", 4))
                .filter(words -> words.length == 4 && isOurs(words[0]) && words[1].equals("->"))
                .filter(words -> !words[2].equals("not"))
                .map(words -> new Use(words[0], words[2], words[3]))
                .toList();
        assertTrue(uses.size() > PICTURE.size(), out.toString());
        return uses;
    }

    private static boolean isOurs(String name) {
        return name.equals(ROOT) || name.startsWith(ROOT + ".");
    }

    private static String shortName(String name) {
        return name.equals(ROOT) ? "R" : name.substring(ROOT.length() + 1);
    }
}
