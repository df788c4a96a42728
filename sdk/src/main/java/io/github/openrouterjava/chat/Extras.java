package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries what no type describes from the chunks into the merged completion: the last value of a name counts.
 *
 * <p>Names that a type does describe are left out: their values are merged by rules of their own. A call that no type
 * describes is put together from its pieces.
 */
final class Extras {
    static final Set<String> CHUNK = Set.of(
            "id",
            "object",
            "created",
            "model",
            "choices",
            "usage",
            "system_fingerprint",
            "service_tier",
            "provider",
            "error",
            "openrouter_metadata",
            "debug");
    static final Set<String> CHOICE =
            Set.of("index", "delta", "message", "finish_reason", "native_finish_reason", "logprobs", "error");
    static final Set<String> DELTA = Set.of(
            "role",
            "content",
            "reasoning",
            "reasoning_content",
            "refusal",
            "tool_calls",
            "reasoning_details",
            "annotations",
            "images",
            "audio");
    static final Set<String> TOOL_CALL = Set.of("index", "id", "type", "function");
    static final Set<String> FUNCTION = Set.of("name", "arguments");
    static final Set<String> AUDIO = Set.of("id", "data", "transcript", "expires_at");

    private final Set<String> described;
    private final @Nullable CallPieces call;
    private @Nullable Map<String, Json> members;

    /** @param described names to leave out */
    Extras(Set<String> described) {
        this(described, null);
    }

    /** @param call the member that comes in pieces, of which none is lost */
    Extras(Set<String> described, @Nullable CallPieces call) {
        this.described = described;
        this.call = call;
    }

    void add(JsonObject next) {
        if (next.isEmpty()) {
            return; // nearly always
        }
        next.members().forEach((name, value) -> {
            if (call != null && call.name().equals(name)) {
                add(call, value);
            } else if (!described.contains(name)) {
                put(name, value);
            }
        });
    }

    /** Sets one member, described or not. */
    void put(String name, Json value) {
        members = members == null ? new LinkedHashMap<>() : members;
        members.put(name, value);
    }

    JsonObject merged() {
        if (members == null) {
            return JsonObject.EMPTY;
        }
        var merged = new JsonObject(members);
        return call != null && merged.object(call.name()) != null ? merged.with(call.name(), call.merged()) : merged;
    }

    private void add(CallPieces pieces, Json value) {
        if (value instanceof JsonObject piece) {
            pieces.add(piece);
            put(pieces.name(), piece);
        } else if (members == null || !members.containsKey(pieces.name())) {
            put(pieces.name(), value); // and a null behind the pieces takes none of them back
        }
    }
}
