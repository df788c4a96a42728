package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** How a provider caches a request's prompt. */
public record PromptCacheOptions(JsonObject json) implements Wire {

    /** Only blocks marked with {@code prompt_cache_breakpoint} are cached. */
    public static PromptCacheOptions explicit() {
        return new PromptCacheOptions(JsonObject.of("mode", Json.of("explicit")));
    }

    /** How long the cache lives, such as {@code 30m}. */
    public PromptCacheOptions ttl(String ttl) {
        return new PromptCacheOptions(set(json, "ttl", ttl));
    }

    public @Nullable String ttl() {
        return json.string("ttl");
    }

    /** {@code explicit}. */
    public @Nullable String mode() {
        return json.string("mode");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public PromptCacheOptions with(String name, @Nullable Json value) {
        return new PromptCacheOptions(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
