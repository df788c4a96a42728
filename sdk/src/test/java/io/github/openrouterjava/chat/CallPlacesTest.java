package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.openrouterjava.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The events of tool calls do not merge each piece, but say of each the place that merging gives it. */
class CallPlacesTest {
    private final Random random = new Random(42);

    @Test
    void eachPieceIsToldOfTheCallThatItIsMergedInto() {
        for (int round = 0; round < 5_000; round++) {
            List<ToolCall> pieces = pieces();
            assertEquals(merged(pieces), told(pieces), pieces::toString);
        }
    }

    /** Pieces as no server sends them, though each of them could be. */
    private List<ToolCall> pieces() {
        List<ToolCall> pieces = new ArrayList<>();
        for (int count = 1 + random.nextInt(12); count > 0; count--) {
            String arguments = any("{}", "{\"a", "\":1", "}", "{\"b\":2}", "x", " ", "", null);
            String name = random.nextInt(3) > 0 ? null : any("f", "g", "", null);
            String id = random.nextInt(3) > 0 ? null : any("1", "2", "", null);
            Integer index = random.nextInt(4) > 0 ? Integer.valueOf(0) : any(0, 1, -1, null);
            var function = new ToolCall.Function(name, arguments, JsonObject.EMPTY);
            pieces.add(new ToolCall(index, id, any("function", null), function, JsonObject.EMPTY));
        }
        return pieces;
    }

    @SafeVarargs
    private <T> @Nullable T any(@Nullable T... of) {
        return of[random.nextInt(of.length)];
    }

    private static List<ChatEvent> merged(List<ToolCall> pieces) {
        var merger = new ToolCallMerger();
        var names = new ArrayList<String>();
        List<ChatEvent> events = new ArrayList<>();
        for (ToolCall piece : pieces) {
            int place = merger.add(piece);
            if (place == names.size()) {
                names.add(piece.name());
            } else if (names.get(place).isBlank()) {
                names.set(place, piece.name());
            }
            events.add(new ChatEvent.ToolCallDelta(place, names.get(place), piece.arguments()));
        }
        return events;
    }

    /** What is told where pieces come alone, or two in a chunk. */
    private List<ChatEvent> told(List<ToolCall> pieces) {
        var body = new StringBuilder();
        for (int from = 0; from < pieces.size(); ) {
            int to = Math.min(pieces.size(), from + 1 + random.nextInt(2));
            body.append("data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[");
            for (int i = from; i < to; i++) {
                body.append(i == from ? "" : ",").append(pieces.get(i).toJson());
            }
            body.append("]}}]}\n\n");
            from = to;
        }
        body.append(
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n");
        List<ChatEvent> told = new ArrayList<>();
        try (var stream = ChatStream.of(new ByteArrayInputStream(body.toString().getBytes(UTF_8)))) {
            for (ChatEvent event : ChatEvents.of(stream)) {
                if (event instanceof ChatEvent.ToolCallDelta) {
                    told.add(event);
                }
            }
        }
        return told;
    }
}
