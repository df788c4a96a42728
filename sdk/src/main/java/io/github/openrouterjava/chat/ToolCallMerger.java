package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts a choice's tool calls together from their pieces.
 *
 * <p>Pieces belong together by index. Where a server leaves the index out, sends -1, or uses one index for two calls, they
 * belong by their id; a new id with a name, or anything new after complete arguments, tells a new call. The first id, name
 * and type that are not blank count; arguments are appended.
 */
final class ToolCallMerger {
    private final List<Growing> calls = new ArrayList<>();
    private final Map<Integer, Growing> lastWithIndex = new HashMap<>();
    private final Map<Key, Growing> lastWithId = new HashMap<>();

    /** Null is any index: it is what a piece without one is looked up by. */
    private record Key(@Nullable Integer index, @Nullable String id) {}

    /** A call as far as it has come. */
    private static final class Growing {
        final int place;
        final @Nullable Integer index;

        @Nullable
        String id;

        @Nullable
        String type;

        @Nullable
        String name;

        final ToolArguments arguments = new ToolArguments();
        boolean namedAgain; // since its arguments are complete
        final Extras extra = new Extras(Extras.TOOL_CALL, new CallPieces("custom", "input"));
        final Extras functionExtra = new Extras(Extras.FUNCTION);

        Growing(int place, @Nullable Integer index) {
            this.place = place;
            this.index = index;
        }
    }

    /** @return the place of the call that the piece is of, counted from 0 in the order in which they began */
    int add(ToolCall piece) {
        Growing call = callOf(piece);
        if (blank(call.id) && !blank(piece.id())) {
            call.id = piece.id();
            lastWithId.put(new Key(null, piece.id()), call);
            lastWithId.put(new Key(call.index, piece.id()), call);
        }
        call.namedAgain = call.arguments.complete() && (call.namedAgain || names(piece, call));
        call.type = first(call.type, piece.type());
        call.name = first(call.name, piece.name());
        call.extra.add(piece.extra());
        if (piece.function() != null) {
            call.functionExtra.add(piece.function().extra());
        }
        call.arguments.append(piece.arguments());
        return call.place;
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
            String arguments = whole ? call.arguments.whole() : call.arguments.toString();
            JsonObject functionExtra = call.functionExtra.merged();
            var function = new ToolCall.Function(call.name, arguments, functionExtra);
            boolean custom = call.name == null
                    && call.arguments.isEmpty()
                    && functionExtra.isEmpty()
                    && call.type != null
                    && !call.type.equals("function");
            merged.add(new ToolCall(
                    null,
                    id,
                    call.type == null ? "function" : call.type,
                    custom ? null : function,
                    call.extra.merged()));
        }
        return List.copyOf(merged);
    }

    /** Calls of an answer that came at once, with what {@link #toolCalls} gives to those of a stream. */
    static List<ToolCall> whole(List<ToolCall> calls) {
        var merger = new ToolCallMerger();
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            merger.add(new ToolCall(i, call.id(), call.type(), call.function(), call.extra()));
        }
        return merger.toolCalls(true);
    }

    private Growing callOf(ToolCall piece) {
        Integer index = piece.index() == null || piece.index() < 0 ? null : piece.index();
        Growing known = index == null ? continued(piece) : withIndex(index, piece);
        if (known != null && !(index == null ? callsAgain(known, piece) : takesIndex(known, piece))) {
            if (index != null) {
                lastWithIndex.put(index, known);
            }
            return known;
        }
        var call = new Growing(calls.size(), index);
        if (index == null && known != null && piece.name().isBlank()) {
            call.name = known.name; // it came in a piece before this one
        }
        calls.add(call);
        if (index != null) {
            lastWithIndex.put(index, call);
        }
        return call;
    }

    /** The call that the piece's id names among those of its index, else the last of them, or null. */
    private @Nullable Growing withIndex(int index, ToolCall piece) {
        Growing named = blank(piece.id()) ? null : lastWithId.get(new Key(index, piece.id()));
        return named == null ? lastWithIndex.get(index) : named;
    }

    /** For a piece without an index: the call that it continues unless it calls again, or null where there is none. */
    private @Nullable Growing continued(ToolCall piece) {
        Growing last = calls.isEmpty() ? null : calls.getLast();
        Growing call = blank(piece.id()) ? last : lastWithId.get(new Key(null, piece.id()));
        if (call == null && last != null && blank(last.id) && blank(last.name)) {
            return last; // its arguments came first
        }
        return call;
    }

    /**
     * True where the piece has another name, or brings arguments although the call's are complete and it has been named
     * again since. The name alone tells nothing: some servers repeat it in every piece.
     */
    private static boolean callsAgain(Growing call, ToolCall piece) {
        boolean again = names(piece, call);
        return (again && !piece.name().equals(call.name))
                || ((again || call.namedAgain) && !piece.arguments().isBlank() && call.arguments.complete());
    }

    /** True where the piece has a name and the call has one already. */
    private static boolean names(ToolCall piece, Growing call) {
        return !piece.name().isBlank() && !blank(call.name);
    }

    /**
     * True where an index that is taken comes with another call's id and name, or with another id or name after complete
     * arguments: they would be ruined by what the piece brings. Where only one has an id, the name is enough.
     */
    private static boolean takesIndex(Growing call, ToolCall piece) {
        boolean renames = names(piece, call) && !piece.name().equals(call.name);
        if (blank(call.id) || blank(piece.id())) {
            return renames && call.arguments.complete();
        }
        boolean ruins = !piece.arguments().isBlank() && call.arguments.complete();
        return Objects.equals(piece.id(), call.id)
                ? renames && ruins
                : ruins || !piece.name().isBlank();
    }

    private static @Nullable String first(@Nullable String known, @Nullable String next) {
        return blank(known) && !blank(next) ? next : known;
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
