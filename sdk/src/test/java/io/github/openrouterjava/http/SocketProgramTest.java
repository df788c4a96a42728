package io.github.openrouterjava.http;

import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.get;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.rest;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket transport in a program of its own. */
@Timeout(60)
class SocketProgramTest {
    /** What a user's program may look like. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws IOException {
            var transport = new SocketTransport();
            var exchange = transport.open(get(URI.create(arguments[0])));
            if (head(exchange).status() != 200 || !rest(exchange).equals("ok")) {
                throw new IllegalStateException("not the answer");
            }
            var open = transport.open(get(URI.create(arguments[0])));
            head(open);
        }
    }

    @Test
    void triesAllAddressesLoadsNoTlsAndEndsWithNothingClosed(@TempDir Path folder) throws Exception {
        Path hosts = folder.resolve("hosts");
        Files.writeString(hosts, "127.0.0.2 two.test\n127.0.0.1 two.test\n");
        Path loaded = folder.resolve("loaded");
        try (var server = RawServer.answering(connection -> {
            connection.readRequest();
            connection.send(RawServer.head(200, "Content-Length", "2") + "ok");
            connection.readRequest();
            connection.send(RawServer.head(200, "Content-Length", "2"));
            connection.awaitClosedByPeer(Duration.ofSeconds(30));
        })) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djdk.net.hosts.file=" + hosts,
                            "-Xlog:disable",
                            "-Xlog:class+load:file=" + loaded,
                            "-cp",
                            root(SocketTransport.class) + File.pathSeparator + root(Main.class),
                            Main.class.getName(),
                            "http://two.test:" + server.port())
                    .inheritIO()
                    .start();
            try {
                assertTrue(process.waitFor(SOON.toSeconds() * 3, TimeUnit.SECONDS), "still running");
                assertEquals(0, process.exitValue());
                assertEquals(1, server.connections());
            } finally {
                process.destroyForcibly();
            }
        }
        String classes = Files.readString(loaded);
        assertTrue(classes.contains("SocketExchange"));
        assertFalse(classes.contains("sun.security.ssl."), "an implementation of TLS was loaded");
        assertFalse(classes.contains("javax.net.ssl."), "a class of TLS was loaded");
    }

    /** The folder that a class was loaded from. */
    private static String root(Class<?> type) throws Exception {
        String name = type.getName().replace('.', '/') + ".class";
        Path file = Path.of(type.getResource("/" + name).toURI());
        return file.toString().substring(0, file.toString().length() - name.length());
    }
}
