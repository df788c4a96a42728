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
    /** The values that are likely to change: of the chunk, of its first choice's delta, and of the first elements there. */
    enum Value {
        CREATED,
        OBFUSCATION,
        CONTENT,
        REASONING,
        REASONING_CONTENT,
        DETAIL_TEXT,
        ARGUMENTS
    }

    /** The slots of this chunk, which has been decoded before, in their order; none where one could stand twice. */
    static List<ChunkSlot> find(byte[] bytes, int from, int to) {
        var finder = new Finder(new JsonReader(bytes, from, to, WireReader.UNBOUNDED), from);
        finder.chunk();
        return finder.plain ? finder.slots : List.of();
    }

    private static final class Finder {
        private final JsonReader json;
        private final int from;
        private final List<ChunkSlot> slots = new ArrayList<>();
        private boolean plain = true;

        Finder(JsonReader json, int from) {
            this.json = json;
            this.from = from;
        }

        private void chunk() {
            for (Set<String> names = object(); isAtMember(names); ) {
                switch (json.name()) {
                    case "created" -> slot(Kind.NUMBER, Value.CREATED);
                    case "obfuscation" -> slot(Kind.STRING, Value.OBFUSCATION);
                    case "choices" -> {
                        if (isAtElement()) {
                            choice();
                            skipElements();
                        }
                    }
                    default -> json.skip();
                }
            }
        }

        private void choice() {
            for (Set<String> names = object(); isAtMember(names); ) {
                if (json.name().equals("delta")) {
                    delta();
                } else {
                    json.skip();
                }
            }
        }

        private void delta() {
            for (Set<String> names = object(); isAtMember(names); ) {
                switch (json.name()) {
                    case "content" -> slot(Kind.STRING, Value.CONTENT);
                    case "reasoning" -> slot(Kind.STRING, Value.REASONING);
                    case "reasoning_content" -> slot(Kind.STRING, Value.REASONING_CONTENT);
                    case "reasoning_details" -> {
                        if (isAtElement()) {
                            detail();
                            skipElements();
                        }
                    }
                    case "tool_calls" -> {
                        if (isAtElement()) {
                            toolCall();
                            skipElements();
                        }
                    }
                    default -> json.skip();
                }
            }
        }

        private void detail() {
            for (Set<String> names = object(); isAtMember(names); ) {
                if (json.name().equals("text")) {
                    slot(Kind.STRING, Value.DETAIL_TEXT);
                } else {
                    json.skip();
                }
            }
        }

        private void toolCall() {
            for (Set<String> names = object(); isAtMember(names); ) {
                if (json.name().equals("function")) {
                    function();
                } else {
                    json.skip();
                }
            }
        }

        private void function() {
            for (Set<String> names = object(); isAtMember(names); ) {
                if (json.name().equals("arguments")) {
                    slot(Kind.STRING, Value.ARGUMENTS);
                } else {
                    json.skip();
                }
            }
        }

        private void slot(Kind kind, Value value) {
            boolean fits = json.peek() == kind;
            int start = json.position() - from;
            json.skip();
            if (fits) {
                slots.add(new ChunkSlot(value, start, json.position() - from));
            }
        }

        /** For the names of the object that comes; null, with the value passed over, where none does. */
        private @Nullable Set<String> object() {
            if (json.peek() != Kind.OBJECT) {
                json.skip();
                return null;
            }
            json.beginObject();
            return new HashSet<>();
        }

        private boolean isAtMember(@Nullable Set<String> names) {
            if (names == null || !json.nextMember()) {
                return false;
            }
            plain &= names.add(json.name());
            return true;
        }

        /** True at the first element of the array that comes; otherwise the value is passed over. */
        private boolean isAtElement() {
            if (json.peek() != Kind.ARRAY) {
                json.skip();
                return false;
            }
            json.beginArray();
            return json.nextElement();
        }

        private void skipElements() {
            while (json.nextElement()) {
                json.skip();
            }
        }
    }
}
