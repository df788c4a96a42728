package io.github.openrouterjava;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Program} in a process of its own: what it shows, and that it ends. */
class ProgramTest {
    private static final String KEY = "sk-or-v1-0123456789abcdef";

    @Test
    void keyIsNeverShownThoughTheServerQuotesIt(@TempDir Path folder) throws Exception {
        var turn = new AtomicInteger();
        String quote = "{\"error\":{\"code\":400,\"message\":\"Wrong key KEY\",\"metadata\":{\"raw\":\"KEY\"}}}";
        String[] bodies = {
            quote,
            quote,
            "data: " + quote + "\n\n",
            "{\"choices\":[{\"message\":{\"content\":\"a\"},\"error\":{\"message\":\"KEY\"}}]}",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"error\":{\"message\":\"KEY\"}}]}\n\n",
            "<title>KEY</title>",
            "data: KEY\n\n",
            "KEY",
            "KEY\n",
            "<title>KEY</title>",
            "{\"error\":\"KEY\"",
            "{\"error\":\"KEY\"",
            "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\nerror: KEY\n",
            "[KEY]",
            "[KEY]",
            "{\"choices\":[{\"error\":\"KEY\"}]}"
        };
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            int i = turn.getAndIncrement();
            String body = bodies[i].replace("KEY", KEY);
            connection.send(RawServer.head(
                            i == 0 ? 401 : 200,
                            "X-Key",
                            KEY,
                            "Connection",
                            "close",
                            "Content-Length",
                            "" + body.length())
                    + body);
        })) {
            Path logging = folder.resolve("logging.properties");
            Files.writeString(logging, """
                handlers=java.util.logging.ConsoleHandler
                java.util.logging.ConsoleHandler.level=ALL
                io.github.openrouterjava.level=ALL
                """);
            String out = run(
                    folder,
                    List.of("-Djava.util.logging.config.file=" + logging),
                    server.uri("/v1").toString(),
                    KEY,
                    "" + bodies.length / 2);
            assertEquals(bodies.length, server.connections(), out);
            assertTrue(out.contains("Wrong key ***"), out);
            assertTrue(out.contains("answered 401"), "the log is on: " + out);
            assertTrue(out.contains("Authorization: ***"), out);
            String told = String.join(
                    "\n", out.lines().filter(line -> line.contains(KEY)).toList());
            assertEquals("", told);
        }
    }

    @Test
    void programEndsByItselfThoughItClosesNothing(@TempDir Path folder) throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = RawServer.answering(connection -> {
            if (connection.readRequest().headers().first("Accept").equals("application/json")) {
                String body = "{\"choices\":[]}";
                connection.send(
                        RawServer.head(200, "Connection", "close", "Content-Length", "" + body.length()) + body);
            } else {
                // Never ends: the program leaves the stream open.
                connection.send(RawServer.chunkedHead() + RawServer.chunk(piece() + piece()));
                assertTrue(connection.awaitClosedByPeer(Duration.ofSeconds(20)));
                ended.countDown();
            }
        })) {
            long begin = System.nanoTime();
            String out = run(folder, List.of(), server.uri("/v1").toString(), KEY, "1");
            assertTrue(out.contains("is done"), out);
            assertTrue(ended.await(5, TimeUnit.SECONDS));
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 20);
        }
    }

    private static String piece() {
        return "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    }

    private static String run(Path folder, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.add("-cp");
        command.add(Path.of("target", "classes")
                + System.getProperty("path.separator")
                + Path.of("target", "test-classes"));
        command.add(Program.class.getName());
        command.addAll(Arrays.asList(arguments));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the program ends by itself");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(out);
        assertEquals(0, process.exitValue(), text);
        return text;
    }
}
