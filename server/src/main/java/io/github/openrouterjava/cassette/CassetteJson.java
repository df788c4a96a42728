package io.github.openrouterjava.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A cassette as JSON, and so as a file. Of headers it has those that are known to be no secrets. */
public final class CassetteJson {
    static final int VERSION = 1;
    private static final List<String> TOLD = List.of(
            "content-type",
            "http-referer",
            "openrouter-processing-ms",
            "retry-after",
            "user-agent",
            "x-generation-id",
            "x-openrouter-title",
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-title");

    private CassetteJson() {}

    /** Writes one. */
    public static JsonObject write(Cassette cassette) {
        HttpRequest asked = cassette.request();
        JsonObject request = JsonObject.of("method", Json.of(asked.method()))
                .with("path", Json.of(asked.uri().getPath()))
                .with("headers", headers(asked.headers()))
                .with("body", document(asked.body().bytes()));
        JsonObject response = JsonObject.EMPTY;
        HttpResponseHead head = cassette.head();
        if (head != null) {
            response = response.with("status", Json.of(head.status()))
                    .with("ms", millis(cassette.headAt()))
                    .with("headers", headers(head.headers()));
        }
        if (cassette.pieces() != null) {
            var pieces = new ArrayList<Json>();
            cassette.pieces().forEach(piece -> pieces.add(piece(piece)));
            response = response.with("body", new JsonArray(pieces));
        }
        response = response.with("end", Json.of(word(cassette.end())));
        if (cassette.end() != End.OPEN) {
            response = response.with("end_ms", millis(cassette.endAt()));
        }
        return JsonObject.of("cassette", Json.of(VERSION))
                .with("recorded", Json.of(cassette.begun().toString()))
                .with("request", request)
                .with("response", response);
    }

    private static JsonObject headers(Headers headers) {
        JsonObject told = JsonObject.EMPTY;
        for (Headers.Field field : headers.fields()) {
            if (TOLD.contains(field.name().toLowerCase(Locale.ROOT))) {
                told = told.with(field.name(), Json.of(field.value()));
            }
        }
        return told;
    }

    /** A body as the JSON that it is, or as text. */
    public static Json document(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JsonException notJson) {
            return Json.of(new String(body, UTF_8));
        }
    }

    private static JsonObject piece(Piece piece) {
        JsonObject at = JsonObject.of("ms", millis(piece.at()));
        try {
            return at.with(
                    "text",
                    Json.of(UTF_8.newDecoder()
                            .decode(ByteBuffer.wrap(piece.bytes()))
                            .toString()));
        } catch (CharacterCodingException withinCharacter) {
            return at.with("base64", Json.of(Base64.getEncoder().encodeToString(piece.bytes())));
        }
    }

    private static Json millis(long nanos) {
        return new JsonNumber(String.format(Locale.ROOT, "%.3f", nanos / 1e6));
    }

    /** The word for an end. */
    public static String word(End end) {
        return end.name().toLowerCase(Locale.ROOT);
    }
}
