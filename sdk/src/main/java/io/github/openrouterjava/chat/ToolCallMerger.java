package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a choice's tool calls together from their pieces.
 *
 * <p>Pieces belong together by index. Where a server leaves the index out, sends -1, or uses one index for two calls, a
 * new id with a name tells a new call. The first id, name and type that are not blank count; arguments are appended.
 */
final class ToolCallMerger {
    private final List<Growing> calls = new ArrayList<>();
    private final Map<Integer, Growing> lastWithIndex = new HashMap<>();
    private final Map<String, Growing> lastWithId = new HashMap<>();

    /** A call as far as it has come. */
    private static final class Growing {
        @Nullable
        String id;

        @Nullable
        String type;

        @Nullable
        String name;

        final StringBuilder arguments = new StringBuilder();
        String lastPiece = "";
        boolean cumulative = true; // every piece so far began with the one before it
        JsonObject extra = JsonObject.EMPTY;
        JsonObject functionExtra = JsonObject.EMPTY;
    }

    void add(List<ToolCall> pieces) {
        for (ToolCall piece : pieces) {
            Growing call = callOf(piece);
            if (blank(call.id) && !blank(piece.id())) {
                call.id = piece.id();
                lastWithId.put(piece.id(), call);
            }
            call.type = first(call.type, piece.type());
            call.name = first(call.name, piece.name());
            call.extra = Extras.merge(call.extra, piece.extra(), Extras.TOOL_CALL);
            if (piece.function() != null) {
                call.functionExtra =
                        Extras.merge(call.functionExtra, piece.function().extra(), Extras.FUNCTION);
            }
            append(call, piece.arguments());
        }
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * The calls in the order in which they began.
     *
     * @param whole whether they have all come to their end: then a call without arguments gets {@code {}} and one
     *     without an id of its own gets one, since a tool's result must refer to it
     */
    List<ToolCall> toolCalls(boolean whole) {
        List<ToolCall> merged = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Growing call : calls) {
            String id = call.id;
            if (whole && (id == null || !ids.add(id))) {
                id = "call_" + merged.size();
                while (!ids.add(id)) {
                    id += "_";
                }
            }
            String arguments = whole ? wholeArguments(call) : call.arguments.toString();
            var function = new ToolCall.Function(call.name, arguments, call.functionExtra);
            boolean custom = call.name == null
                    && call.arguments.toString().isBlank()
                    && call.type != null
                    && !call.type.equals("function");
            merged.add(new ToolCall(
                    null, id, call.type == null ? "function" : call.type, custom ? null : function, call.extra));
        }
        return List.copyOf(merged);
    }

    private Growing callOf(ToolCall piece) {
        Integer index = piece.index() == null || piece.index() < 0 ? null : piece.index();
        Growing call = index == null ? continued(piece) : lastWithIndex.get(index);
        if (call == null || (index != null && beginsAnother(call, piece))) {
            call = new Growing();
            calls.add(call);
            if (index != null) {
                lastWithIndex.put(index, call);
            }
        }
        return call;
    }

    /** For a piece without an index: the call that it continues, or null where it begins one. */
    private @Nullable Growing continued(ToolCall piece) {
        Growing last = calls.isEmpty() ? null : calls.getLast();
        Growing call = blank(piece.id()) ? last : lastWithId.get(piece.id());
        if (call == null && last != null && blank(last.id) && blank(last.name)) {
            return last; // its arguments came first
        }
        return call == null || repeats(call, piece) ? null : call;
    }

    /** True where the piece has another name, or a name and arguments although the call is whole already. */
    private static boolean repeats(Growing call, ToolCall piece) {
        if (piece.name().isBlank() || blank(call.name)) {
            return false;
        }
        return !piece.name().equals(call.name) || (!piece.arguments().isBlank() && isObject(call.arguments.toString()));
    }

    /** True where an index that is taken comes with another call's id and name. */
    private static boolean beginsAnother(Growing call, ToolCall piece) {
        String id = piece.id();
        return id != null
                && !id.isBlank()
                && !blank(call.id)
                && !id.equals(call.id)
                && !piece.name().isBlank();
    }

    private static void append(Growing call, String piece) {
        if (!piece.isEmpty()) {
            call.cumulative &= piece.startsWith(call.lastPiece);
            call.lastPiece = piece;
            call.arguments.append(piece);
        }
    }

    /** The arguments as JSON text, mended where a server sent a placeholder first, or all of them again and again. */
    private static String wholeArguments(Growing call) {
        String text = call.arguments.toString();
        if (text.isBlank()) {
            return "{}";
        }
        if (!isObject(text)) {
            if (text.startsWith("{}") && isObject(text.substring(2))) {
                return text.substring(2);
            }
            if (call.cumulative && isObject(call.lastPiece)) {
                return call.lastPiece;
            }
        }
        return text;
    }

    private static boolean isObject(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) {
            return false;
        }
        try {
            return Json.parse(trimmed) instanceof JsonObject;
        } catch (JsonException notYet) {
            return false;
        }
    }

    private static @Nullable String first(@Nullable String known, @Nullable String next) {
        return blank(known) && !blank(next) ? next : known;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
