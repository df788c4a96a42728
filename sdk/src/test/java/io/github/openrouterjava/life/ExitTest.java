package io.github.openrouterjava.life;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.RawServer.lastChunk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A program ends when its {@code main} does, whatever became of its stream, though it closes no client. */
@Timeout(120)
class ExitTest {
    private static final String HELLO = chunk("data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n");
    private static final Duration LONG = Duration.ofSeconds(60);

    @Test
    void afterAFinishedStream() throws Exception {
        assertEnds("read", "COMPLETE", connection -> {
            connection.readRequest();
            connection.send(chunkedHead() + HELLO + chunk("data: [DONE]\n\n") + lastChunk());
            connection.awaitClosedByPeer(LONG); // the connection is kept for another call
        });
    }

    @Test
    void afterAnAbandonedStream() throws Exception {
        assertEnds("abandon", "OPEN", connection -> {
            connection.readRequest();
            connection.send(chunkedHead() + HELLO);
            connection.awaitClosedByPeer(LONG);
        });
    }

    @Test
    void afterACancelledStream() throws Exception {
        assertEnds("cancel", "CANCELLED", connection -> {
            connection.readRequest();
            connection.send(chunkedHead() + HELLO);
            connection.awaitClosedByPeer(LONG);
        });
    }

    @Test
    void afterAFailedStream() throws Exception {
        assertEnds("read", "failed, INTERRUPTED", connection -> {
            connection.readRequest();
            connection.send(chunkedHead() + HELLO);
        });
    }

    /** Both transports at once, because most of the time goes into the start of a JVM. */
    private static void assertEnds(String reading, String told, RawServer.Script answer) throws Exception {
        Map<Carrier, Process> programs = new EnumMap<>(Carrier.class);
        try (var server = RawServer.answering(answer)) {
            for (Carrier carrier : Carrier.values()) {
                programs.put(carrier, program(carrier, server, reading));
            }
            for (var program : programs.entrySet()) {
                Process process = program.getValue();
                assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> program.getKey() + " keeps the program alive");
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(told, out, program.getKey().name());
                assertEquals(0, process.exitValue());
            }
        } finally {
            programs.values().forEach(Process::destroyForcibly);
        }
    }

    private static Process program(Carrier carrier, RawServer server, String reading) throws Exception {
        String classes =
                Path.of("target", "classes") + System.getProperty("path.separator") + Path.of("target", "test-classes");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        Leaver.class.getName(),
                        carrier.name(),
                        server.uri("/v1").toString(),
                        reading)
                .redirectErrorStream(true)
                .start();
    }
}
