package io.github.openrouterjava.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the archive of loaded classes is made from. */
@Timeout(60)
class TrainingTest {
    @Test
    void trainingLoadsSocketsTlsAndTheOfflineModelsAndEndsByItself(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("loaded");
        ProcessBuilder builder = Cli.BARE.program(Training.class);
        builder.command().addAll(1, List.of("-Xlog:disable", "-Xlog:class+load:file=" + log + ":none"));
        Process process = builder.redirectInput(new File("/dev/null")).start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        var ran = Cli.ended(process).complete();
        assertTrue(ran.out().startsWith("Hello\n{"), ran::out);
        assertFalse(ran.err().contains("openrouter: "), ran::err);
        String loaded = Files.readString(log);
        for (String name : List.of("SocketExchange", "PacedExchange", "security.ssl.ClientHello", "cli.Summary")) {
            assertTrue(loaded.contains(name), name);
        }
        assertEquals(
                0,
                loaded.lines().filter(line -> line.contains("java.net.http.")).count());
    }
}
