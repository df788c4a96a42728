package io.github.openrouterjava.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a relay waits for one upstream while there is another. */
@Timeout(30)
class PatienceTest {
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    private static final String CONTENT = "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    /** Sends these bytes as often as it can; without any it says nothing, and waits for the client to leave. */
    private static ServerSocket upstream(String head, String again) throws IOException {
        var listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket client = listening.accept()) {
                client.getOutputStream().write(head.getBytes(US_ASCII));
                client.setSoTimeout(20); // between two comments, so few that they are not passed on for being many
                for (boolean here = true; here; ) {
                    client.getOutputStream().write(again.getBytes(US_ASCII));
                    here = isHere(client);
                }
            } catch (IOException left) {
                return;
            }
        });
        return listening;
    }

    private static boolean isHere(Socket client) throws IOException {
        try {
            return client.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothing) {
            return true;
        }
    }

    private String first(Patience patience, ServerSocket... upstreams) throws IOException {
        var named = new ArrayList<Upstream>();
        for (ServerSocket upstream : upstreams) {
            named.add(Upstream.of("http://127.0.0.1:" + upstream.getLocalPort(), null));
        }
        var request = new HttpRequest("POST", URI.create("http://here/v1/chat/completions"), Headers.NONE, new byte[0]);
        try (var relay = new Relay(named, true, log::add, patience);
                Exchange exchange = relay.open(request)) {
            assertEquals(200, exchange.head(Exchange.NEVER, Exchange.NEVER).status());
            byte[] piece = new byte[100];
            return new String(piece, 0, exchange.read(piece, 0, piece.length, Exchange.NEVER), US_ASCII);
        }
    }

    @Test
    void commentsAreHeldBackForAWhileOnly() throws IOException {
        var patience = new Patience(Duration.ofMinutes(1), Duration.ofMillis(50));
        try (var commenting = upstream(HEAD, ": still here\n\n");
                var other = upstream(HEAD, CONTENT)) {
            String piece = first(patience, commenting, other);
            assertTrue(piece.startsWith(": still here\n\n"), piece);
            assertEquals(List.of(), log);
        }
    }

    @Test
    void silenceIsAFailureWhereThereIsAnother() throws IOException {
        var patience = new Patience(Duration.ofMillis(50), Duration.ofMinutes(1));
        for (String said : List.of("", HEAD)) {
            log.clear();
            try (var silent = upstream(said, "");
                    var other = upstream(HEAD, CONTENT)) {
                assertTrue(first(patience, silent, other).startsWith(CONTENT));
                assertEquals(1, log.size(), log::toString);
            }
        }
    }
}
