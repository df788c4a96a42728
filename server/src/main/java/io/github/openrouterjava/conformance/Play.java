package io.github.openrouterjava.conformance;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server does with one request.
 *
 * @param reason the reason phrase of the status line
 * @param trailers stand behind a chunked body
 * @param chunkSize bytes of a chunk at most
 * @param segment bytes of a TCP segment at most, 0 for as many as a write has
 */
record Play(
        int status,
        String reason,
        Headers headers,
        Framing framing,
        Headers trailers,
        boolean gzip,
        int chunkSize,
        int segment,
        List<Step> steps,
        End end) {

    /** How the client knows where the body ends. */
    enum Framing {
        CHUNKED,
        LENGTH,
        CLOSE,
        /** Not even a head is sent. */
        NONE
    }

    /** What comes after the last step. */
    enum End {
        /** The body ends by the rules, and the connection stays open. */
        COMPLETE,
        /** The body ends by the rules, and the connection is closed without a word of it before. */
        COMPLETE_CLOSE,
        /** The connection is closed there and then. */
        CLOSE,
        /** The connection is reset. */
        RESET,
        /** Nothing more comes until the client leaves. */
        STALL,
        /** The server closes its half, and waits for the client to leave. */
        HALF_CLOSE
    }

    static Play of(JsonObject described, String model) {
        int status = whole(described, "status", 200);
        String type = status == 200 ? "text/event-stream" : "application/json";
        var headers = new ArrayList<Headers.Field>();
        JsonObject given = described.object("headers");
        if (given == null || !has(given, "content-type")) {
            headers.add(new Headers.Field("Content-Type", type));
        }
        fields(given, headers);
        var trailers = new ArrayList<Headers.Field>();
        fields(described.object("trailers"), trailers);
        String reason = described.string("reason");
        return new Play(
                status,
                reason == null ? "Status" : reason,
                new Headers(headers),
                Framing.valueOf(word(described, "framing", "chunked")),
                new Headers(trailers),
                Boolean.TRUE.equals(described.bool("gzip")),
                whole(described, "chunk_size", Integer.MAX_VALUE),
                whole(described, "segment", 0),
                new Steps(model).list(described.get("steps")),
                End.valueOf(word(described, "end", "complete")));
    }

    private static boolean has(JsonObject headers, String lowerCaseName) {
        return headers.members().keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals(lowerCaseName));
    }

    /** A header whose value is null is not sent; a list sends one field for each value. */
    private static void fields(@Nullable JsonObject described, List<Headers.Field> to) {
        if (described == null) {
            return;
        }
        described.members().forEach((name, value) -> {
            switch (value) {
                case JsonNull ignored -> {}
                case JsonArray(List<Json> values) -> values.forEach(one -> to.add(field(name, one)));
                default -> to.add(field(name, value));
            }
        });
    }

    private static Headers.Field field(String name, Json value) {
        return new Headers.Field(name, value instanceof JsonString(String text) ? text : value.toText());
    }

    private static int whole(JsonObject described, String name, int unsaid) {
        JsonNumber number = described.number(name);
        return number == null ? unsaid : (int) number.toDouble();
    }

    private static String word(JsonObject described, String name, String unsaid) {
        String word = described.string(name);
        return (word == null ? unsaid : word).toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
