package io.github.openrouterjava.http;

import static io.github.openrouterjava.RawServer.chunk;
import static io.github.openrouterjava.RawServer.chunkedHead;
import static io.github.openrouterjava.http.Exchanges.SOON;
import static io.github.openrouterjava.http.Exchanges.exactly;
import static io.github.openrouterjava.http.Exchanges.failureOf;
import static io.github.openrouterjava.http.Exchanges.head;
import static io.github.openrouterjava.http.Exchanges.post;
import static io.github.openrouterjava.http.Exchanges.some;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JdkTlsTest {
    private static SSLContext context;

    /** A certificate for 127.0.0.1 that only this test knows. */
    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String[] command = {
            keytool,
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "EC",
            "-dname",
            "CN=test",
            "-ext",
            "san=ip:127.0.0.1",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            "password"
        };
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, process.waitFor(), () -> log + " of keytool");
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            keys.load(in, "password".toCharArray());
        }
        var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "password".toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    private static RawServer answering(RawServer.Script script) throws IOException {
        return RawServer.over(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    private static URI uri(RawServer server) {
        return URI.create("https://127.0.0.1:" + server.port() + "/");
    }

    @Test
    void unknownCertificateIsAFailureOfTls() throws Exception {
        try (var transport = JdkHttpTransport.create(SOON);
                var server = answering(RawServer.Connection::readRequest);
                var exchange = transport.open(post(uri(server), "hello"))) {
            var failure = assertThrows(SSLException.class, () -> head(exchange));
            assertTrue(
                    failure.getMessage().startsWith("no TLS connection with 127.0.0.1:" + server.port() + ": "),
                    failure.getMessage());
            assertInstanceOf(SSLException.class, failure.getCause());
        }
    }

    @Test
    void closeInTheBodyReachesTheServer() throws Exception {
        var serverSawTheEnd = new CompletableFuture<Boolean>();
        try (var client = HttpClient.newBuilder().sslContext(context).build();
                var server = answering(connection -> {
                    assertEquals("hello", connection.readRequest().text());
                    connection.write(chunkedHead()).send(chunk("first"));
                    serverSawTheEnd.complete(connection.awaitClosedByPeer(SOON));
                })) {
            var exchange = JdkHttpTransport.over(client).open(post(uri(server), "hello"));
            head(exchange);
            assertEquals("first", exactly(exchange, 5));
            var failure = failureOf(() -> some(exchange));
            exchange.close();
            assertEquals("closed", failure.get(5, TimeUnit.SECONDS).getMessage());
            assertTrue(serverSawTheEnd.get(15, TimeUnit.SECONDS));
        }
    }

    @Test
    void cutBodyGivesItsBytesThenFails() throws Exception {
        try (var client = HttpClient.newBuilder().sslContext(context).build();
                var server = answering(connection -> {
                    connection.readRequest();
                    connection.write(chunkedHead()).write(chunk("one")).send(chunk("two"));
                });
                var exchange = JdkHttpTransport.over(client).open(post(uri(server), "hello"))) {
            head(exchange);
            assertEquals("onetwo", exactly(exchange, 6));
            var failure = assertThrows(IOException.class, () -> some(exchange));
            assertTrue(failure.getMessage().contains("was cut off"), failure.getMessage());
        }
    }
}
