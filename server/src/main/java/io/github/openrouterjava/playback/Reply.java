package io.github.openrouterjava.playback;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.json.JsonObject;
import java.util.Iterator;
import java.util.List;

/**
 * A response: its head, and its body on a timetable, made while it is read.
 *
 * @param pause nanoseconds before the head comes
 */
public record Reply(HttpResponseHead head, long pause, Iterator<Timed> body) {
    /** One that begins at once. */
    public Reply(HttpResponseHead head, Iterator<Timed> body) {
        this(head, 0, body);
    }

    /** One of an error, at once. */
    public static Reply error(int status, String message, JsonObject metadata) {
        return json(status, ApiError.body(status, message, metadata));
    }

    /** One of JSON, at once. */
    public static Reply json(int status, JsonObject body) {
        var head = new HttpResponseHead(status, Headers.of("Content-Type", "application/json"));
        return new Reply(head, List.of(new Timed(0, body.toBytes())).iterator());
    }
}
