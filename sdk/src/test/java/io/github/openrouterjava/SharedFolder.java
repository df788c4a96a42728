package io.github.openrouterjava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder {@code shared} beside the checkout, or where the system property {@code shared.dir} says: recorded streams
 * and foreign test suites, which are not part of the project. A test that needs it is skipped where it is absent.
 */
public final class SharedFolder {
    private SharedFolder() {}

    /** The files under this subfolder whose names end so, sorted; skips the running test where there is no folder. */
    public static List<Path> files(String subfolder, String suffix) {
        Path folder = find(subfolder);
        Assumptions.assumeTrue(folder != null, "there is no shared/" + subfolder + " beside the checkout");
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's bytes. */
    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String subfolder) {
        String given = System.getProperty("shared.dir");
        if (given != null) {
            return Path.of(given, subfolder);
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolve("shared").resolve(subfolder);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return null;
    }
}
