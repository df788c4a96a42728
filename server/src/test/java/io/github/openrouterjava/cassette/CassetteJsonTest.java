package io.github.openrouterjava.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.yaml.Yaml;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CassetteJsonTest {
    private static final byte[] BODY = "data: {\"a\":\"Grüße\"}\n\ndata: [DONE]\r\n\r\n".getBytes(UTF_8);

    private static Cassette cassette(List<Piece> pieces, String asked) {
        var request = new HttpRequest(
                "POST",
                URI.create("http://localhost/api/v1/chat/completions?key=sk-secret"),
                Headers.of("Authorization", "Bearer sk-secret", "Content-Type", "application/json"),
                asked.getBytes(UTF_8));
        var head = new HttpResponseHead(200, Headers.of("Content-Type", "text/event-stream", "Set-Cookie", "secret"));
        return new Cassette(Instant.EPOCH, request, head, 1_500_000, pieces, End.BROKEN, 9_000_000);
    }

    private static Cassette read(Cassette cassette) {
        return CassetteReader.read(Yaml.parse("it", Yaml.write(CassetteJson.write(cassette))));
    }

    @Test
    void bytesAndTimesComeBackWhereverThePiecesAreCut() {
        for (int cut = 0; cut <= BODY.length; cut++) {
            var pieces = List.of(
                    new Piece(2_000_000, Arrays.copyOf(BODY, cut)),
                    new Piece(2_345_000, Arrays.copyOfRange(BODY, cut, BODY.length)));
            Cassette read = read(cassette(pieces, "{}"));
            assertArrayEquals(BODY, read.body());
            for (int i = 0; i < pieces.size(); i++) {
                assertArrayEquals(pieces.get(i).bytes(), read.pieces().get(i).bytes(), "cut at " + cut);
                assertEquals(pieces.get(i).at(), read.pieces().get(i).at());
            }
            assertEquals(End.BROKEN, read.end());
            assertEquals(9_000_000, read.endAt());
            assertEquals(1_500_000, read.headAt());
            assertTrue(read.streamed());
        }
    }

    @Test
    void aRequestComesBackAsTheSameJson() {
        String asked = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\\nb\"}],\"temperature\":1.50,\"x\":null}";
        Cassette read = read(cassette(List.of(), asked));
        assertEquals(asked, new String(read.request().body().bytes(), UTF_8));
        assertEquals("/api/v1/chat/completions", read.request().uri().getPath());
        assertEquals(
                "not { JSON",
                new String(
                        read(cassette(List.of(), "not { JSON")).request().body().bytes(), UTF_8));
    }

    @Test
    void headersAndQueriesThatMayBeSecretsAreLeftOut() {
        String written = CassetteJson.write(cassette(List.of(), "{}")).toText();
        assertFalse(written.contains("secret"), written);
        assertTrue(written.contains("text/event-stream"), written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"cassette\":1}                              | {\"cassette\":2}                  | cassette must be 1",
                "\"status\":200                              | \"status\":\"200\"               | response.status must be a number",
                "\"end\":\"broken\"                           | \"end\":\"open\"                  | response.end must be whole, broken or cancelled, not 'open'",
                "\"method\":\"POST\",                         | \"m\":1,                          | request.method must be a text",
                "\"ms\":3.000                                | \"ms\":1.000                     | response.body[1].ms is before that of the piece before",
                "\"ms\":3.000                                | \"ms\":-1                        | response.body[1].ms must be milliseconds, from 0",
                "\"recorded\":\"1970-01-01T00:00:00Z\"        | \"recorded\":\"today\"            | recorded must be a time as 2026-01-31T12:00:00Z, not 'today'",
            })
    void aBadCassetteIsToldWhatIsWrongWithIt(String part, String instead, String told) {
        byte[] bytes = {'a'};
        String good = CassetteJson.write(
                        cassette(List.of(new Piece(2_000_000, bytes), new Piece(3_000_000, bytes)), "{}"))
                .toText();
        String bad = instead.startsWith("{") ? instead : good.replace(part, instead);
        assertFalse(bad.equals(good), good);
        var wrong = assertThrows(IllegalArgumentException.class, () -> CassetteReader.read(Json.parse(bad)));
        assertTrue(wrong.getMessage().startsWith(told), wrong.getMessage());
        CassetteReader.read(Json.parse(good));
    }
}
