package io.github.openrouterjava.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first seconds of fuzzing, the same in every build; {@code fuzz/run} goes on from there. */
class FuzzTest {
    private static final int MOST_SECONDS = 20;
    private static final int EXECUTIONS = 20_000;

    @ParameterizedTest
    @EnumSource
    void everySeedHolds(FuzzTarget target) throws Exception {
        List<byte[]> seeds = Seeds.of(target, Fuzz.PROJECT);
        assertFalse(seeds.isEmpty());
        seeds.forEach(target.tries);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC, OS.WINDOWS})
    void fuzzingFindsNothing() throws Exception {
        Path folder = Path.of("target", "fuzz").toAbsolutePath(); // kept: what was found is there
        removed(folder.resolve("corpus")); // or a build would begin where the one before it ended
        removed(folder.resolve("findings"));
        FuzzRun.Result result = new FuzzRun(FuzzTarget.ALL, Fuzz.PROJECT, folder, MOST_SECONDS, EXECUTIONS).run();
        assertTrue(result.isClean(), result::toString);
        assertTrue(result.executions() > 0, result::toString);
    }

    private static void removed(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
