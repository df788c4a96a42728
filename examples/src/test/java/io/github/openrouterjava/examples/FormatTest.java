package io.github.openrouterjava.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds every Java file of the project against palantir-java-format; with {@code -Dformat=write}, rewrites them. */
class FormatTest {
    private static final Path PROJECT = Path.of("").toAbsolutePath().getParent();
    private static final boolean WRITE = "write".equals(System.getProperty("format"));
    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    @Test
    void everyJavaFileIsFormatted() throws Exception {
        var files = javaFiles();
        assertFalse(files.isEmpty());
        var unformatted = new ArrayList<String>();
        for (Path file : files) {
            String before = Files.readString(file);
            String after = format(file, before);
            if (after.equals(before)) continue;
            if (WRITE) Files.writeString(file, after);
            else unformatted.add(PROJECT.relativize(file).toString());
        }
        assertEquals(List.of(), unformatted, "mend with: mvn -q test -Dtest=FormatTest -Dformat=write");
    }

    private static String format(Path file, String source) throws FormatterException {
        try {
            String imports = ImportOrderer.reorderImports(
                    RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.PALANTIR);
            return FORMATTER.formatSource(imports);
        } catch (FormatterException unreadable) {
            throw new FormatterException(file + ": " + unreadable.getMessage());
        }
    }

    private static List<Path> javaFiles() throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> modules = Files.list(PROJECT);
                Stream<Path> compared = Files.list(PROJECT.resolve("compare"))) {
            for (Path sources : Stream.concat(modules, compared)
                    .map(module -> module.resolve("src"))
                    .toList()) {
                if (!Files.isDirectory(sources)) continue;
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        return found;
    }
}
