package io.github.openrouterjava;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The recorded material that lies beside a checkout on some machines; tests that need it skip where it is absent. */
public final class Shared {
    private Shared() {}

    /** The folder of this name in the shared material. */
    public static Path folder(String name) {
        String given = System.getProperty("shared.dir");
        Path at = Path.of("").toAbsolutePath();
        while (given == null && at != null) {
            if (Files.isDirectory(at.resolve("shared").resolve(name))) {
                return at.resolve("shared").resolve(name);
            }
            at = at.getParent();
        }
        Path folder = given == null ? null : Path.of(given, name);
        Assumptions.assumeTrue(
                folder != null && Files.isDirectory(folder),
                "skipped: no folder shared/" + name + " beside the checkout");
        return folder;
    }

    /** All files below the folder with this ending, in order of their names. */
    public static List<Path> files(String folder, String ending) {
        try (var paths = Files.walk(folder(folder))) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
