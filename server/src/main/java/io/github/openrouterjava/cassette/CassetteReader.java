package io.github.openrouterjava.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.cassette.Cassette.End;
import io.github.openrouterjava.cassette.Cassette.Piece;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CassetteJson} writes. */
final class CassetteReader {
    private CassetteReader() {}

    /** @throws IllegalArgumentException where it is no cassette, naming what is wrong and where */
    static Cassette read(Json json) {
        if (!(json instanceof JsonObject all) || !Json.of(CassetteJson.VERSION).equals(all.get("cassette"))) {
            throw wrong(
                    "cassette", "must be " + CassetteJson.VERSION + ": this is no cassette that this version reads");
        }
        JsonObject request = object(all, "request", "");
        String method = text(request, "method", "request.");
        String path = text(request, "path", "request.");
        Json body = request.get("body");
        byte[] asked = body instanceof JsonString(String text)
                ? text.getBytes(UTF_8)
                : body == null ? new byte[0] : body.toBytes();
        JsonObject response = object(all, "response", "");
        JsonNumber status = number(response, "status", "response.");
        var head = new HttpResponseHead((int) status.toDouble(), fields(object(response, "headers", "response.")));
        return new Cassette(
                instant(text(all, "recorded", "")),
                new HttpRequest(method, URI.create("http://localhost").resolve(path), Headers.NONE, asked),
                head,
                nanos(response, "ms", "response."),
                pieces(response.array("body")),
                end(text(response, "end", "response.")),
                nanos(response, "end_ms", "response."));
    }

    private static Headers fields(JsonObject headers) {
        var fields = new ArrayList<Headers.Field>();
        headers.members().forEach((name, value) -> {
            if (!(value instanceof JsonString(String text))) {
                throw wrong("response.headers." + name, "must be a text");
            }
            fields.add(new Headers.Field(name, text));
        });
        return new Headers(fields);
    }

    private static List<Piece> pieces(@Nullable JsonArray body) {
        if (body == null) {
            throw wrong("response.body", "must be a list of what came");
        }
        var pieces = new ArrayList<Piece>();
        for (Json element : body.elements()) {
            String at = "response.body[" + pieces.size() + "]";
            if (!(element instanceof JsonObject piece)) {
                throw wrong(at, "must have ms, and text or base64");
            }
            String text = piece.string("text");
            long nanos = nanos(piece, "ms", at + ".");
            if (!pieces.isEmpty() && nanos < pieces.getLast().at()) {
                throw wrong(at + ".ms", "is before that of the piece before");
            }
            pieces.add(new Piece(nanos, text != null ? text.getBytes(UTF_8) : base64(piece, at)));
        }
        return pieces;
    }

    private static byte[] base64(JsonObject piece, String at) {
        String encoded = piece.string("base64");
        if (encoded == null) {
            throw wrong(at, "must have a text, or base64");
        }
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw wrong(at + ".base64", "is not base64: " + e.getMessage());
        }
    }

    private static End end(String word) {
        for (End end : End.values()) {
            if (end != End.OPEN && CassetteJson.word(end).equals(word)) {
                return end;
            }
        }
        throw wrong("response.end", "must be whole, broken or cancelled, not '" + word + "'");
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong("recorded", "must be a time as 2026-01-31T12:00:00Z, not '" + text + "'");
        }
    }

    private static JsonObject object(JsonObject of, String name, String at) {
        JsonObject object = of.object(name);
        if (object == null) {
            throw wrong(at + name, "must be an object");
        }
        return object;
    }

    private static String text(JsonObject of, String name, String at) {
        String text = of.string(name);
        if (text == null) {
            throw wrong(at + name, "must be a text");
        }
        return text;
    }

    private static long nanos(JsonObject of, String name, String at) {
        double millis = number(of, name, at).toDouble();
        if (!(millis >= 0 && millis < 1e12)) {
            throw wrong(at + name, "must be milliseconds, from 0");
        }
        return Math.round(millis * 1e6);
    }

    private static JsonNumber number(JsonObject of, String name, String at) {
        JsonNumber number = of.number(name);
        if (number == null) {
            throw wrong(at + name, "must be a number");
        }
        return number;
    }

    private static IllegalArgumentException wrong(String where, String problem) {
        return new IllegalArgumentException(where + " " + problem);
    }
}
