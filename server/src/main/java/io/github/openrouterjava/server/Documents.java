package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import io.github.openrouterjava.sse.SseReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, as far as it has come.
 *
 * @param all its events' data, or the body itself, where they are JSON objects
 * @param done whether it has said {@code [DONE]}
 * @param malformed whether it has other events that are not JSON
 */
record Documents(List<JsonObject> all, boolean done, boolean malformed) {
    private static final byte[] DONE = "[DONE]".getBytes(US_ASCII);

    static Documents of(Cassette cassette) {
        byte[] body = cassette.body();
        var all = new ArrayList<JsonObject>();
        if (body == null || !cassette.streamed()) {
            add(body == null ? new byte[0] : body, all);
            return new Documents(all, false, false);
        }
        boolean done = false;
        boolean malformed = false;
        var events = new SseReader(new ByteArrayInputStream(body));
        try {
            while (events.next()) {
                byte[] data = Arrays.copyOfRange(events.data(), events.from(), events.to());
                boolean isDone = Arrays.equals(data, DONE);
                done |= isDone;
                malformed |= !isDone && !add(data, all);
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never); // it is read from memory
        }
        return new Documents(all, done, malformed);
    }

    /** False where the data is not JSON. */
    private static boolean add(byte[] data, List<JsonObject> to) {
        try {
            if (Json.parse(data) instanceof JsonObject object) {
                to.add(object);
            }
            return true;
        } catch (JsonException notJson) {
            return false;
        }
    }

    /** The last value of this type that a member with this name has, or null. */
    <T extends Json> @Nullable T last(String name, Class<T> type) {
        for (JsonObject document : all.reversed()) {
            Json value = document.get(name);
            if (type.isInstance(value)) {
                return type.cast(value);
            }
        }
        return null;
    }

    /** The last text that a first choice's member with this name has, or null. */
    Json choice(String name) {
        for (JsonObject document : all.reversed()) {
            JsonArray choices = document.array("choices");
            if (choices != null
                    && !choices.elements().isEmpty()
                    && choices.elements().getFirst() instanceof JsonObject first
                    && first.get(name) instanceof JsonString reason) {
                return reason;
            }
        }
        return JsonNull.NULL;
    }
}
