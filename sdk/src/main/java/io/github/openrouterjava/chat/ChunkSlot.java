package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonReader;
import io.github.openrouterjava.json.JsonReader.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

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
        finder.object(finder::ofChunk);
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

        private void ofChunk(String member) {
            switch (member) {
                case "created" -> slot(Kind.NUMBER, Value.CREATED);
                case "obfuscation" -> slot(Kind.STRING, Value.OBFUSCATION);
                case "choices" -> first(this::ofChoice);
                default -> json.skip();
            }
        }

        private void ofChoice(String member) {
            if (member.equals("delta")) {
                object(this::ofDelta);
            } else {
                json.skip();
            }
        }

        private void ofDelta(String member) {
            switch (member) {
                case "content" -> slot(Kind.STRING, Value.CONTENT);
                case "reasoning" -> slot(Kind.STRING, Value.REASONING);
                case "reasoning_content" -> slot(Kind.STRING, Value.REASONING_CONTENT);
                case "reasoning_details" -> first(this::ofDetail);
                case "tool_calls" -> first(this::ofToolCall);
                default -> json.skip();
            }
        }

        private void ofDetail(String member) {
            if (member.equals("text")) {
                slot(Kind.STRING, Value.DETAIL_TEXT);
            } else {
                json.skip();
            }
        }

        private void ofToolCall(String member) {
            if (member.equals("function")) {
                object(this::ofFunction);
            } else {
                json.skip();
            }
        }

        private void ofFunction(String member) {
            if (member.equals("arguments")) {
                slot(Kind.STRING, Value.ARGUMENTS);
            } else {
                json.skip();
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

        /** Hands over each member's name; its value is to be passed then. */
        private void object(Consumer<String> member) {
            if (json.peek() != Kind.OBJECT) {
                json.skip();
                return;
            }
            Set<String> names = new HashSet<>();
            json.beginObject();
            while (json.nextMember()) {
                plain &= names.add(json.name());
                member.accept(json.name());
            }
        }

        private void first(Consumer<String> member) {
            if (json.peek() != Kind.ARRAY) {
                json.skip();
                return;
            }
            json.beginArray();
            for (boolean first = true; json.nextElement(); first = false) {
                if (first) {
                    object(member);
                } else {
                    json.skip();
                }
            }
        }
    }
}
