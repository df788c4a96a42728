package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** What a stream reveals about the request that reached the provider. */
public record DebugOptions(JsonObject json) implements Wire {

    /** None set yet. */
    public DebugOptions() {
        this(JsonObject.EMPTY);
    }

    /** Whether a first chunk shows the body that the provider was sent. */
    public DebugOptions echoUpstreamBody(boolean echoUpstreamBody) {
        return new DebugOptions(set(json, "echo_upstream_body", echoUpstreamBody));
    }

    public @Nullable Boolean echoUpstreamBody() {
        return json.bool("echo_upstream_body");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public DebugOptions with(String name, @Nullable Json value) {
        return new DebugOptions(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
