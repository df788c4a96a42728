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
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JdkTlsTest {
    private static SSLContext context;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) throws Exception {
        context = TlsKeys.make(folder, "good", "-ext", "san=ip:127.0.0.1");
    }

    private static RawServer answering(RawServer.Script script) throws IOException {
        return TlsKeys.answering(context, script);
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
