package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonLimits;
import io.github.openrouterjava.json.JsonReader;
import io.github.openrouterjava.json.JsonWriter;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * A type of the wire format: one schema of the chat completions API.
 *
 * <p>Nothing that was read is lost: what a record's components can't hold, unknown members and values of an unexpected
 * type, stands in its {@code extra()} under its wire name, verbatim, and is written back from there. A JSON null counts
 * as absent. An absent member is a null component; an absent list is an empty one, and an explicit {@code []} stands in
 * {@code extra()}.
 *
 * <p>All of them are serializable, for frameworks that send values from machine to machine; between versions of this SDK
 * {@link #toJson()} is what lasts.
 */
public interface Wire extends Serializable {
    /** Writes this value as JSON, with the member names of the API. */
    void write(JsonWriter out);

    /** This value's JSON text. */
    default String toJson() {
        var out = new JsonWriter();
        write(out);
        return new String(out.toBytes(), StandardCharsets.UTF_8);
    }

    /** This value as a tree. */
    default Json toTree() {
        var out = new JsonWriter();
        write(out);
        byte[] json = out.toBytes();
        // What is put together may be longer and deeper than each document that it came from.
        return new JsonReader(json, 0, json.length, new JsonLimits(1024, Integer.MAX_VALUE)).value();
    }
}
