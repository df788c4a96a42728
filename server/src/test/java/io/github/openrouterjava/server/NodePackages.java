package io.github.openrouterjava.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of Node that others wrote; where there is no way to them the tests that need them are left out, and say so. */
final class NodePackages {
    static final Path SCRIPTS = Path.of("src/test/clients");
    private static final Path INSTALLED = Path.of("target/clients");

    private NodePackages() {}

    /** The folder with the scripts and the packages that they need. */
    static synchronized Path installed() throws Exception {
        assumeTrue(exists("node") && exists("npm"), "Node and npm are not here");
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.toList()) {
                Files.write(INSTALLED.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
        Path done = INSTALLED.resolve("node_modules/.package-lock.json");
        FileTime wanted = Files.getLastModifiedTime(SCRIPTS.resolve("package-lock.json"));
        if (!Files.exists(done) || Files.getLastModifiedTime(done).compareTo(wanted) < 0) {
            Path log = INSTALLED.resolve("npm.log");
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--silent")
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = npm.waitFor(90, TimeUnit.SECONDS);
            npm.destroyForcibly();
            assumeTrue(ended && npm.exitValue() == 0, () -> "npm ci failed, see " + log.toAbsolutePath());
        }
        return INSTALLED;
    }

    /** Whether a program is on the PATH. */
    static boolean exists(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
