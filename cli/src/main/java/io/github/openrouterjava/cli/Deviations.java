package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.chat.Deviation;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.sse.SseException;
import io.github.openrouterjava.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a recorded body departs from the specification, as JSON: each with its path, its problem and, in a stream, its
 * chunk's number, counted from 0. What can't be decoded is left to the recording itself to tell.
 */
final class Deviations {
    private Deviations() {}

    static JsonArray of(byte[] body) throws IOException {
        var found = new ArrayList<Json>();
        try {
            if (Recording.isJson(new ByteArrayInputStream(body))) {
                Json json = Json.parse(body);
                boolean completion = json instanceof JsonObject object && object.array("choices") != null;
                add(found, JsonObject.EMPTY, completion ? Deviation.inCompletion(json) : Deviation.inError(json));
            } else {
                stream(body, found);
            }
        } catch (JsonException | SseException undecodable) {
            return new JsonArray(found);
        }
        return new JsonArray(found);
    }

    /** The events are read anew, because a chunk does not tell a null from what is absent. */
    private static void stream(byte[] body, List<Json> found) throws IOException {
        var events = new SseReader(new ByteArrayInputStream(body), SseReader.DEFAULT_MAX_EVENT_BYTES);
        long chunk = 0;
        while (events.next() || events.pending()) {
            String data = new String(events.data(), events.from(), events.to() - events.from(), UTF_8).strip();
            if (data.equals("[DONE]")) {
                return;
            }
            if (!data.isEmpty()) {
                add(found, JsonObject.of("chunk", Json.of(chunk)), Deviation.inChunk(Json.parse(data)));
                chunk++;
            }
            if (events.pending()) {
                return;
            }
        }
    }

    private static void add(List<Json> found, JsonObject where, List<Deviation> deviations) {
        for (Deviation deviation : deviations) {
            found.add(where.with("path", Json.of(deviation.path())).with("problem", Json.of(deviation.problem())));
        }
    }
}
