package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonReader;
import io.github.openrouterjava.json.JsonReader.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a chunk's bytes at which the chunks of a stream are likely to differ.
 *
 * @param start of the value, counted from the chunk's first byte
 * @param end behind the value's last byte
 */
record ChunkSlot(Value value, int start, int end) {
    /** The values that are likely to change; their paths are those that {@link Finder} goes. */
    enum Value {
        CREATED(Kind.NUMBER, "$.created"),
        OBFUSCATION(Kind.STRING, "$.obfuscation"),
        CONTENT(Kind.STRING, "$.choices[0].delta.content"),
        REASONING(Kind.STRING, "$.choices[0].delta.reasoning"),
        REASONING_CONTENT(Kind.STRING, "$.choices[0].delta.reasoning_content"),
        DETAIL_TEXT(Kind.STRING, "$.choices[0].delta.reasoning_details[0].text"),
        ARGUMENTS(Kind.STRING, "$.choices[0].delta.tool_calls[0].function.arguments");

        private final Kind kind;
        private final String path;

        Value(Kind kind, String path) {
            this.kind = kind;
            this.path = path;
        }

        static @Nullable Value at(String path, Kind kind) {
            for (Value value : values()) {
                if (value.kind == kind && value.path.equals(path)) {
                    return value;
                }
            }
            return null;
        }
    }

    /** The slots of this chunk, which has been decoded before, in their order; none where a member stands twice. */
    static List<ChunkSlot> find(byte[] bytes, int from, int to) {
        var finder = new Finder(new JsonReader(bytes, from, to, WireReader.UNBOUNDED), from);
        finder.walk("$");
        return finder.plain ? finder.slots : List.of();
    }

    private static final class Finder {
        private final JsonReader json;
        private final int from;
        private final List<ChunkSlot> slots = new ArrayList<>();
        private final Set<String> members = new HashSet<>();
        private boolean plain = true;

        Finder(JsonReader json, int from) {
            this.json = json;
            this.from = from;
        }

        void walk(String path) {
            Kind kind = json.peek();
            int start = json.position() - from;
            switch (kind) {
                case OBJECT -> {
                    json.beginObject();
                    while (json.nextMember()) {
                        String member = path + "." + json.name();
                        plain &= members.add(member);
                        walk(member);
                    }
                }
                case ARRAY -> {
                    json.beginArray();
                    for (int i = 0; json.nextElement(); i++) {
                        walk(path + "[" + i + "]");
                    }
                }
                default -> {
                    json.skip();
                    Value value = Value.at(path, kind);
                    if (value != null) {
                        slots.add(new ChunkSlot(value, start, json.position() - from));
                    }
                }
            }
        }
    }
}
