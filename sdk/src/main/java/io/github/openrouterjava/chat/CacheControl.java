package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** That a prompt is cached up to this place: the block that carries it, or a request's last one. */
public record CacheControl(JsonObject json) implements Wire {

    /** A cache that lives as long as the provider's default, normally five minutes. */
    public static CacheControl ephemeral() {
        return new CacheControl(JsonObject.of("type", Json.of("ephemeral")));
    }

    /** How long the cache lives after its last use: {@code 5m} or {@code 1h}. */
    public CacheControl ttl(String ttl) {
        return new CacheControl(set(json, "ttl", ttl));
    }

    public @Nullable String ttl() {
        return json.string("ttl");
    }

    /** {@code ephemeral}. */
    public @Nullable String type() {
        return json.string("type");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public CacheControl with(String name, @Nullable Json value) {
        return new CacheControl(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
