package io.github.openrouterjava.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.yaml.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a play puts on the wire, byte for byte. */
@Timeout(20)
class PerformanceTest {
    private static final String HEAD = "HTTP/1.1 200 Status\r\nContent-Type: text/event-stream\r\n";

    /**
     * Both ends of a connection on which a play was given.
     *
     * @param goesOn whether the server would read another request from it
     */
    private record Given(String bytes, boolean goesOn) {}

    /** Gives the play, described in YAML, and reads until the server ends the connection, or has no more to say. */
    private static Given give(String yaml) throws IOException {
        Play play = Play.of((JsonObject) Yaml.parse("play", yaml), "conformance/test");
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(listening.getInetAddress(), listening.getLocalPort());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var playing = CompletableFuture.supplyAsync(
                    () -> {
                        try (Socket served = listening.accept()) {
                            return Performance.give(play, served);
                        } catch (IOException e) {
                            throw new CompletionException(e);
                        }
                    },
                    threads);
            String bytes = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
            client.shutdownOutput();
            return new Given(bytes, playing.join());
        }
    }

    @Test
    void eachStepIsAChunk() throws IOException {
        Given given = give("steps: [{text: 'Grüße'}, done]");
        String body = new String("7\r\nGrüße\r\n".getBytes(UTF_8), ISO_8859_1) + "e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n";
        assertEquals(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + body, given.bytes());
        assertTrue(given.goesOn());
    }

    @Test
    void chunkFromTheTemplateSaysOnlyWhatMatters() throws IOException {
        String event = give("{framing: close, steps: [{delta: {content: Hi}}]}").bytes();
        String chunk = "{\"id\":\"gen-conformance\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                + "\"model\":\"conformance/test\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":null}]}";
        assertEquals(HEAD + "\r\ndata: " + chunk + "\n\n", event);
    }

    @Test
    void bodyHasItsLengthInTheHead() throws IOException {
        Given given = give("{framing: length, steps: [{text: abc}, {fill: {of: xy, times: 3}}]}");
        assertEquals(HEAD + "Content-Length: 9\r\n\r\nabcxyxyxy", given.bytes());
        assertTrue(given.goesOn());
    }

    @Test
    void bytesAndRawAreSentAsTheyAre() throws IOException {
        Given given = give("{steps: [{bytes: \"\\xc3\"}, {raw: \"5;x\\r\"}], end: close}");
        assertEquals(HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n\u00c3\r\n5;x\r", given.bytes());
        assertFalse(given.goesOn());
    }

    @Test
    void chunksCanBeSmallAndHaveTrailers() throws IOException {
        Given given = give("{chunk_size: 2, trailers: {X-Ends: here}, steps: [{text: abc}]}");
        assertTrue(given.bytes().endsWith("\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\nX-Ends: here\r\n\r\n"), given::bytes);
    }

    @Test
    void headersReplaceAreRepeatedOrLeftOut() throws IOException {
        String head = give("{status: 429, headers: {content-type: null, Retry-After: [1, '2']}}")
                .bytes();
        assertTrue(head.startsWith("HTTP/1.1 429 Status\r\nRetry-After: 1\r\nRetry-After: 2\r\nTransfer"), head);
    }

    @Test
    void nothingIsSentThatIsNotInTheSteps() throws IOException {
        assertEquals(
                "HTTP/1.0 200\r\n",
                give("{framing: none, steps: [{raw: \"HTTP/1.0 200\\r\\n\"}], end: close}")
                        .bytes());
    }

    @Test
    void segmentsDoNotAlterTheBytes() throws IOException {
        assertEquals(give("steps: [{text: abcdef}, done]"), give("{segment: 1, steps: [{text: abcdef}, done]}"));
    }

    @Test
    void compressedBodyIsWhole() throws IOException {
        String bytes = give("{gzip: true, framing: length, steps: [{text: abc}, done]}")
                .bytes();
        assertTrue(bytes.contains("Content-Encoding: gzip\r\n"), bytes);
        byte[] body = bytes.substring(bytes.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
            assertArrayEquals("abcdata: [DONE]\n\n".getBytes(UTF_8), gzip.readAllBytes());
        }
    }

    @Test
    void resetIsSeenAsAReset() {
        assertThrows(SocketException.class, () -> give("{steps: [{text: abc}], end: reset}"));
    }

    @Test
    void halfClosedConnectionEndsOnlyWhenTheClientLeaves() throws IOException {
        Given given = give("{steps: [{text: abc}], end: half-close}");
        assertTrue(given.bytes().endsWith("3\r\nabc\r\n"), given::bytes);
    }
}
