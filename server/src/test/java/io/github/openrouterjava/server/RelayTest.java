package io.github.openrouterjava.server;

import static io.github.openrouterjava.server.RawClient.request;
import static io.github.openrouterjava.server.RawUpstream.answer;
import static io.github.openrouterjava.server.RawUpstream.events;
import static io.github.openrouterjava.server.RawUpstream.sends;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamEnd;
import io.github.openrouterjava.chat.StreamInterruptedException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RelayTest {
    private static final String ASK =
            "{\"model\":\"a/b\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    private static final String GOOD =
            "data: {\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\","
                    + "\"content\":\"Good\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final String NOTHING =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n";
    private static final String ERROR = "data: {\"error\":{\"code\":502,\"message\":\"Broken\"},\"choices\":[]}\n\n";

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private LocalOpenRouter relay(String... upstreams) throws IOException {
        LocalOpenRouter.Builder builder = LocalOpenRouter.builder().port(0).log(log::add);
        for (String upstream : upstreams) {
            builder.upstream(upstream, "sk-upstream-secret");
        }
        return builder.start();
    }

    /** The answer's head and body. */
    private static String[] ask(LocalOpenRouter relay, String headers, String body) throws IOException {
        try (var client = new RawClient(relay.uri())) {
            String head = client.send(request("POST", "/api/v1/chat/completions", headers, body))
                    .head();
            return new String[] {head, client.body(head)};
        }
    }

    private static OpenRouter client(LocalOpenRouter server) {
        return OpenRouter.builder()
                .baseUrl(server.baseUrl())
                .apiKey("sk-of-the-client")
                .retry(RetryPolicy.NONE)
                .build();
    }

    @Test
    void whatComesIsPassedOnByteForByte() throws Exception {
        String odd =
                "\u00ef\u00bb\u00bf: hello\r\n\r\ndata: {\"choices\":[]}\r\rnonsense\n\nid: 7\ndata: \u00ff\u00fe\n\ndata:[DONE]";
        try (var upstream = new RawUpstream(sends(events(odd)));
                var relay = relay(upstream.baseUrl());
                var socket = new Socket("127.0.0.1", relay.uri().getPort())) {
            String asked = request("POST", "/v1/chat/completions", "", ASK).replace("HTTP/1.1", "HTTP/1.0");
            socket.getOutputStream().write(asked.getBytes(UTF_8));
            String all = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertEquals(odd, all.substring(all.indexOf("\r\n\r\n") + 4));
        }
    }

    @Test
    void anUpstreamGetsTheRequestAsItIsWithItsOwnKeyAndNothingOfThisMachine() throws Exception {
        try (var upstream = new RawUpstream(sends(events(GOOD)));
                var relay = relay(upstream.baseUrl())) {
            String spaced = ASK.replace(",", " , ");
            ask(
                    relay,
                    "Authorization: Bearer sk-of-the-client\r\nCookie: a=b\r\nAccept-Encoding: gzip\r\nConnection: keep-alive, X-Hop\r\n"
                            + "X-Hop: 1\r\nX-Title: My app\r\nSec-Fetch-Site: same-origin\r\n",
                    spaced);
            String got = upstream.requests().getFirst();
            assertTrue(got.startsWith("POST /v1/chat/completions HTTP/1.1\r\n"), got);
            assertTrue(got.endsWith("\r\n\r\n" + spaced), got);
            assertTrue(got.contains("Authorization: Bearer sk-upstream-secret\r\n"), got);
            assertTrue(got.contains("X-Title: My app\r\n"), got);
            String small = got.toLowerCase(Locale.ROOT);
            for (String not : List.of("cookie", "gzip", "x-hop", "sec-fetch", "sk-of-the-client", "host: localhost")) {
                assertFalse(small.contains(not), got);
            }
        }
    }

    @Test
    void headersOfTheAnswerThatConcernTheUpstreamsConnectionStayThere() throws Exception {
        String headers =
                "Content-Type: application/json\r\nX-Generation-Id: gen-7\r\nSet-Cookie: a=b\r\nConnection: X-Hop\r\n"
                        + "X-Hop: 1\r\nAccess-Control-Allow-Origin: *\r\nStrict-Transport-Security: max-age=1\r\n";
        try (var upstream = new RawUpstream(sends(answer("200 OK", headers, "{}")));
                var relay = relay(upstream.baseUrl())) {
            String head = ask(relay, "", ASK)[0].toLowerCase(Locale.ROOT);
            assertTrue(head.contains("x-generation-id: gen-7"), head);
            for (String not : List.of("cookie", "x-hop", "access-control", "strict-transport", "content-length")) {
                assertFalse(head.contains(not), head);
            }
        }
    }

    @Test
    void aServersOwnKeyIsNotPassedOn() throws Exception {
        try (var upstream = new RawUpstream(sends(events(GOOD)));
                var relay = LocalOpenRouter.builder()
                        .port(0)
                        .key("sk-of-this-server")
                        .upstream(upstream.baseUrl(), null)
                        .start()) {
            ask(relay, "Authorization: Bearer sk-of-this-server\r\n", ASK);
            assertFalse(upstream.requests().getFirst().contains("sk-of-this-server"));
        }
    }

    @Test
    void aClientsKeyIsPassedOnToAnUpstreamWithoutOne() throws Exception {
        try (var upstream = new RawUpstream(sends(events(GOOD)));
                var relay = LocalOpenRouter.builder()
                        .port(0)
                        .upstream(upstream.baseUrl() + "/", null)
                        .start()) {
            ask(relay, "Authorization: Bearer sk-of-the-client\r\n", ASK);
            String got = upstream.requests().getFirst();
            assertTrue(got.contains("Authorization: Bearer sk-of-the-client\r\n"), got);
            assertTrue(got.startsWith("POST /v1/chat/completions "), got);
        }
    }

    @Test
    void aClientThatLeavesEndsTheUpstreamsAnswerAtOnce() throws Exception {
        var left = new CountDownLatch(1);
        try (var upstream = new RawUpstream(client -> {
                    sends(events(NOTHING)).to(client);
                    try {
                        assertEquals(-1, client.getInputStream().read());
                    } catch (SocketException reset) {
                        assertTrue(client.isConnected());
                    }
                    left.countDown();
                });
                var relay = relay(upstream.baseUrl())) {
            try (var client = new RawClient(relay.uri())) {
                client.send(request("POST", "/v1/chat/completions", "", ASK)).head();
            }
            left.await();
        }
    }

    @Test
    void aClientThatDoesNotReadHoldsTheUpstreamBack() throws Exception {
        var written = new AtomicLong();
        try (var upstream = new RawUpstream(client -> {
                    sends(events(NOTHING)).to(client);
                    byte[] much = ("data: " + "x".repeat(1 << 16) + "\n\n").getBytes(UTF_8);
                    client.setSoTimeout(10);
                    for (int i = 0; i < 4000; i++) {
                        client.getOutputStream().write(much);
                        written.addAndGet(much.length);
                    }
                });
                var relay = relay(upstream.baseUrl());
                var client = new RawClient(relay.uri())) {
            client.send(request("POST", "/v1/chat/completions", "", ASK)).head();
            long before = -1;
            // Until nothing more is taken for a while; 250 MB would be sent otherwise.
            for (int still = 0; still < 20; still = written.get() == before ? still + 1 : 0) {
                before = written.get();
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            }
            assertTrue(written.get() < 64 << 20, written + " bytes were taken");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
                "no HTTP at all\r\n\r\n",
                "",
                "EVENTS" + ERROR,
                "EVENTS: OPENROUTER PROCESSING\n\n" + NOTHING + ERROR,
                "EVENTSdata: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
                "EVENTS" + NOTHING,
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 999\r\n\r\n" + NOTHING,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 31\r\n\r\n{\"error\":{\"code\":502},\"user\":1}",
            })
    void whereOneFailsBeforeThereIsContentTheNextIsAsked(String failing) throws Exception {
        String bytes = failing.startsWith("EVENTS") ? events(failing.substring("EVENTS".length())) : failing;
        try (var first = new RawUpstream(sends(bytes));
                var second = new RawUpstream(sends(events(GOOD)));
                var relay = relay(first.baseUrl(), second.baseUrl())) {
            assertEquals(GOOD, ask(relay, "", ASK)[1]);
            assertEquals(1, first.requests().size());
            assertEquals(1, log.size(), log::toString);
            assertTrue(log.getFirst().startsWith("upstream " + first.baseUrl() + " failed: "), log::toString);
        }
    }

    @Test
    void onceThereIsContentNobodyElseIsAsked() throws Exception {
        String content = GOOD.replace("\"stop\"", "null").replace("data: [DONE]\n\n", "") + ERROR;
        try (var first = new RawUpstream(sends(events(content)));
                var second = new RawUpstream(sends(events(GOOD)));
                var relay = relay(first.baseUrl(), second.baseUrl())) {
            assertEquals(content, ask(relay, "", ASK)[1]);
            assertEquals(List.of(), second.requests());
        }
    }

    @Test
    void contentIsPassedOnBeforeTheAnswerEnds() throws Exception {
        var seen = new CountDownLatch(1);
        String content = GOOD.replace("\"stop\"", "null").replace("data: [DONE]\n\n", "");
        try (var first = new RawUpstream(client -> {
                    sends(events(content)).to(client);
                    seen.await();
                    sends(GOOD).to(client);
                });
                var second = new RawUpstream(sends(events(GOOD)));
                var relay = relay(first.baseUrl(), second.baseUrl());
                var openRouter = client(relay);
                ChatStream stream = openRouter.chat().stream(ChatRequest.of("a/b", Message.user("Hi")))) {
            assertEquals("Good", stream.next().text());
            seen.countDown();
            stream.forEach(chunk -> {});
            assertEquals(StreamEnd.COMPLETE, stream.end());
        }
    }

    @Test
    void eachModelIsAskedForAtEachUpstreamInTurn() throws Exception {
        RawUpstream.Play refused = sends(answer("404 No", "Content-Type: application/json\r\n", "{}"));
        try (var first = new RawUpstream(refused);
                var second = new RawUpstream(refused, refused, sends(events(GOOD)));
                var relay = relay(first.baseUrl(), second.baseUrl())) {
            String several = ASK.replace("\"stream\"", "\"models\":[\"c/d\",\"a/b\",\"e/f\"],\"stream\"");
            assertEquals(GOOD, ask(relay, "", several)[1]);
            assertEquals(3, first.requests().size());
            for (int i = 0; i < 3; i++) {
                String model = List.of("a/b", "c/d", "e/f").get(i);
                String body = ASK.replace("a/b", model);
                assertTrue(
                        first.requests().get(i).endsWith("\r\n\r\n" + body),
                        first.requests().get(i));
                assertTrue(
                        second.requests().get(i).endsWith("\r\n\r\n" + body),
                        second.requests().get(i));
            }
        }
    }

    @Test
    void aModelsNameIsToldOfOnALineOfItsOwn() throws Exception {
        String odd = ASK.replace("a/b", "a\\n\\u001b[31mb").replace("\"stream\"", "\"models\":[\"c/d\"],\"stream\"");
        RawUpstream.Play refused = sends(answer("404 No", "Content-Type: application/json\r\n", "{}"));
        try (var upstream = new RawUpstream(refused);
                var relay = relay(upstream.baseUrl())) {
            ask(relay, "", odd);
            assertTrue(log.getFirst().contains("(\"a\\n\\u001b[31mb\")"), log::toString);
        }
    }

    @Test
    void whoAsksToBeLeftAloneIs() throws Exception {
        String busy = answer("429 Busy", "Retry-After: 100\r\nContent-Type: application/json\r\n", "{}");
        try (var first = new RawUpstream(sends(busy));
                var second = new RawUpstream(sends(events(GOOD)), sends(events(GOOD)), sends(busy));
                var relay = relay(first.baseUrl(), second.baseUrl())) {
            for (int i = 0; i < 2; i++) {
                assertEquals(GOOD, ask(relay, "", ASK)[1]);
            }
            assertEquals(1, first.requests().size());
            assertTrue(ask(relay, "", ASK)[0].startsWith("HTTP/1.1 429 "));
            String[] all = ask(relay, "", ASK);
            assertTrue(all[0].startsWith("HTTP/1.1 429 "), all[0]);
            assertTrue(all[0].toLowerCase(Locale.ROOT).matches("(?s).*retry-after: (100|9[0-9])\n.*"), all[0]);
            assertEquals(1, first.requests().size());
            assertEquals(3, second.requests().size());
        }
    }

    @Test
    void aSingleUpstreamsRefusalIsPassedOnEachTime() throws Exception {
        String busy = answer("429 Busy", "Retry-After: 100\r\nContent-Type: application/json\r\n", "{\"error\":{}}");
        try (var upstream = new RawUpstream(sends(busy), sends(events(GOOD)));
                var relay = relay(upstream.baseUrl())) {
            assertEquals("{\"error\":{}}", ask(relay, "", ASK)[1]);
            assertEquals(GOOD, ask(relay, "", ASK)[1]);
        }
    }

    @Test
    void whereNoneCanAnswerTheClientIsToldOfEach() throws Exception {
        String gone;
        try (var upstream = new RawUpstream(sends(""))) {
            gone = upstream.baseUrl();
        }
        try (var broken = new RawUpstream(sends(answer("500 Oops", "", "")));
                var relay = relay(broken.baseUrl(), gone)) {
            String[] told = ask(relay, "", ASK);
            assertTrue(told[0].startsWith("HTTP/1.1 502 "), told[0]);
            assertTrue(told[1].contains(broken.baseUrl() + ": HTTP 500"), told[1]);
            assertTrue(told[1].contains(gone + ": "), told[1]);
            assertFalse(told[1].contains("secret"), told[1]);
        }
    }

    @Test
    void anUpstreamThatDiesWithinAnAnswerCutsItOff() throws Exception {
        String content = GOOD.replace("\"stop\"", "null").replace("data: [DONE]\n\n", "");
        try (var upstream = new RawUpstream(client -> {
                    sends("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 99999\r\n\r\n"
                                    + content)
                            .to(client);
                    client.setSoLinger(true, 0);
                });
                var relay = relay(upstream.baseUrl());
                var openRouter = client(relay);
                ChatStream stream = openRouter.chat().stream(ChatRequest.of("a/b", Message.user("Hi")))) {
            var cut = assertThrows(StreamInterruptedException.class, () -> stream.forEach(chunk -> {}));
            assertEquals("Good", cut.completion().text());
        }
    }

    @Test
    void offlineModelsAreAnsweredHere() throws Exception {
        try (var upstream = new RawUpstream(sends(events(GOOD)));
                var relay = relay(upstream.baseUrl())) {
            assertTrue(ask(relay, "", ASK.replace("a/b", "offline/echo"))[1].contains("offline/echo"));
            assertEquals(List.of(), upstream.requests());
        }
    }

    @Test
    void theModelsOfUpstreamsAreListedBehindThoseOfThisMachine() throws Exception {
        try (var gone = new RawUpstream(sends(answer("500 Oops", "", "")));
                var upstream = LocalOpenRouter.builder()
                        .port(0)
                        .key("sk-upstream-secret")
                        .start();
                var relay = relay(gone.baseUrl(), upstream.baseUrl());
                var client = new RawClient(relay.uri())) {
            String head = client.send(request("GET", "/v1/models", "", "")).head();
            String listed = client.body(head);
            assertEquals(2, listed.split("\"id\":\"offline/demo\"", -1).length - 1, listed);
            assertTrue(log.getFirst().contains("lists no models: java.io.IOException: HTTP 500"), log::toString);
        }
    }

    @Test
    void aServerThatIsItsOwnUpstreamIsToldSo() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var relay = LocalOpenRouter.builder()
                .port(port)
                .upstream("http://127.0.0.1:" + port + "/v1", null)
                .start()) {
            assertTrue(ask(relay, "", ASK)[0].startsWith("HTTP/1.1 508 "));
            assertEquals(2, relay.requests().size());
            try (var client = new RawClient(relay.uri())) {
                String head = client.send(request("GET", "/v1/models", "", "")).head();
                String listed = client.body(head);
                assertEquals(2, listed.split("\"id\":\"offline/demo\"", -1).length - 1, listed);
            }
        }
    }

    @Test
    void theJournalHasNoKeys() throws Exception {
        String telling = "{\"error\":{\"code\":401,\"message\":\"Good try: sk-upstream-secret, sk-of-the-client\"}}";
        try (var upstream = new RawUpstream(sends(answer("401 No", "Content-Type: application/json\r\n", telling)));
                var relay = relay(upstream.baseUrl());
                var client = new RawClient(relay.uri())) {
            assertEquals(telling, ask(relay, "Authorization: Bearer sk-of-the-client\r\n", ASK)[1]);
            for (String path : List.of("/journal", "/journal/1")) {
                String head = client.send(request("GET", path, "", "")).head();
                String told = client.body(head);
                assertTrue(told.contains("Good try"), told);
                assertFalse(told.contains("sk-"), told);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openrouter.ai/api/v1",
                "ftp://openrouter.ai",
                "http://user:password@host/v1",
                "https://host/v1?key=secret",
                "http:///v1"
            })
    void anAddressThatIsNoneIsRefused(String address) {
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> LocalOpenRouter.builder().upstream(address, null));
        assertFalse(
                wrong.getMessage().contains("secret") || wrong.getMessage().contains("password"), wrong.getMessage());
    }
}
