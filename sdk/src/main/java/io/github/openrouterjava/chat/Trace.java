package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The names under which tracing tools file a request; those that are not listed here are passed on as notes.
 */
public record Trace(JsonObject json) implements Wire {

    /** None set yet. */
    public Trace() {
        this(JsonObject.EMPTY);
    }

    /** What groups requests into one trace. */
    public Trace traceId(String traceId) {
        return new Trace(set(json, "trace_id", traceId));
    }

    public @Nullable String traceId() {
        return json.string("trace_id");
    }

    /** The trace's name. */
    public Trace traceName(String traceName) {
        return new Trace(set(json, "trace_name", traceName));
    }

    public @Nullable String traceName() {
        return json.string("trace_name");
    }

    /** The name of the step that this request is part of. */
    public Trace spanName(String spanName) {
        return new Trace(set(json, "span_name", spanName));
    }

    public @Nullable String spanName() {
        return json.string("span_name");
    }

    /** The name of this request itself. */
    public Trace generationName(String generationName) {
        return new Trace(set(json, "generation_name", generationName));
    }

    public @Nullable String generationName() {
        return json.string("generation_name");
    }

    /** The step that this one is part of. */
    public Trace parentSpanId(String parentSpanId) {
        return new Trace(set(json, "parent_span_id", parentSpanId));
    }

    public @Nullable String parentSpanId() {
        return json.string("parent_span_id");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public Trace with(String name, @Nullable Json value) {
        return new Trace(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
