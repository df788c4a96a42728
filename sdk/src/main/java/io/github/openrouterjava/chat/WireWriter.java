package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes one record as a JSON object: its members that are present, then its extra, which wins where both have a name. */
final class WireWriter {
    private final JsonWriter out;
    private final JsonObject extra;

    private WireWriter(JsonWriter out, JsonObject extra) {
        this.out = out;
        this.extra = extra;
    }

    static WireWriter begin(JsonWriter out, JsonObject extra) {
        out.beginObject();
        return new WireWriter(out, extra);
    }

    WireWriter member(String name, @Nullable String value) {
        if (value != null && due(name)) {
            out.value(value);
        }
        return this;
    }

    WireWriter member(String name, @Nullable Long value) {
        if (value != null && due(name)) {
            out.value(value);
        }
        return this;
    }

    WireWriter member(String name, @Nullable Integer value) {
        if (value != null && due(name)) {
            out.value(value);
        }
        return this;
    }

    WireWriter member(String name, @Nullable Double value) {
        if (value != null && due(name)) {
            out.value(value);
        }
        return this;
    }

    WireWriter member(String name, @Nullable Boolean value) {
        if (value != null && due(name)) {
            out.value(value);
        }
        return this;
    }

    WireWriter member(String name, @Nullable Json value) {
        if (value != null && due(name)) {
            out.value(value);
        }
        return this;
    }

    WireWriter member(String name, @Nullable Wire value) {
        if (value != null && due(name)) {
            value.write(out);
        }
        return this;
    }

    WireWriter list(String name, List<? extends Wire> values) {
        if (!values.isEmpty() && due(name)) {
            out.beginArray();
            for (Wire value : values) {
                value.write(out);
            }
            out.endArray();
        }
        return this;
    }

    WireWriter strings(String name, List<String> values) {
        return member(name, values.isEmpty() ? null : Json.of(values));
    }

    WireWriter integers(String name, List<Integer> values) {
        if (!values.isEmpty() && due(name)) {
            out.beginArray();
            for (int value : values) {
                out.value(value);
            }
            out.endArray();
        }
        return this;
    }

    void end() {
        for (var member : extra.members().entrySet()) {
            out.name(member.getKey());
            out.value(member.getValue());
        }
        out.endObject();
    }

    private boolean due(String name) {
        if (extra.has(name)) {
            return false;
        }
        out.name(name);
        return true;
    }
}
