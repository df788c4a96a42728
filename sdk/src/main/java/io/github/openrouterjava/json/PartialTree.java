package io.github.openrouterjava.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree that grows: values that are finished and, on a stack, the objects and arrays that are not. */
final class PartialTree {
    /** A container that is not finished: what is finished of it. */
    static final class Open {
        /** How many are open with it, which is where on the stack the next one stands that it holds. */
        final int depth;

        final @Nullable Map<String, Json> members; // null in an array
        final List<Json> elements; // none in an object

        /** Of the member whose value comes, or came last; null before it and after a comma. */
        @Nullable
        String name;

        Open(int depth, boolean object) {
            this.depth = depth;
            members = object ? new LinkedHashMap<>() : null;
            elements = object ? List.of() : new ArrayList<>();
        }
    }

    private final List<Open> stack = new ArrayList<>();

    /** The whole document, once it is. */
    @Nullable
    Json root;

    int depth() {
        return stack.size();
    }

    /** The innermost open container. */
    Open last() {
        return stack.getLast();
    }

    /** The open container of this depth, counted from 0, or null. */
    @Nullable
    Open at(int depth) {
        return depth < stack.size() ? stack.get(depth) : null;
    }

    void open(boolean object) {
        stack.add(new Open(stack.size() + 1, object));
    }

    void close() {
        Open closed = stack.removeLast();
        finished(closed.members != null ? new JsonObject(closed.members) : new JsonArray(closed.elements));
    }

    void finished(Json value) {
        if (stack.isEmpty()) {
            root = value;
            return;
        }
        Open in = stack.getLast();
        if (in.members == null) {
            in.elements.add(value);
        } else if (in.name != null) {
            in.members.put(in.name, value);
        }
    }

    /** All of it with what is open closed, around this value, which comes now; null where nothing has come. */
    @Nullable
    Json closed(@Nullable Json coming) {
        Json inner = coming;
        for (int i = stack.size() - 1; i >= 0; i--) {
            Open open = stack.get(i);
            if (open.members == null) {
                List<Json> elements = inner == null ? open.elements : new ArrayList<>(open.elements);
                if (inner != null) {
                    elements.add(inner);
                }
                inner = new JsonArray(elements);
            } else {
                Map<String, Json> members = inner == null ? open.members : new LinkedHashMap<>(open.members);
                if (inner != null && open.name != null) {
                    members.putIfAbsent(open.name, inner); // the later one counts once it is finished
                }
                inner = new JsonObject(members);
            }
        }
        return inner;
    }

    /** @param afterValue whether the innermost container's last value is finished and no comma has followed */
    String path(boolean afterValue) {
        var path = new StringBuilder("$");
        for (Open open : stack) {
            if (open.members == null) {
                boolean isLast = afterValue && open.depth == stack.size();
                path.append('[').append(open.elements.size() - (isLast ? 1 : 0)).append(']');
            } else if (open.name != null && !open.name.isEmpty()) {
                path.append('.').append(open.name);
            }
        }
        return path.toString();
    }
}
