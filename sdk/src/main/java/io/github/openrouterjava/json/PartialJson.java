package io.github.openrouterjava.json;

import org.jspecify.annotations.Nullable;

/**
 * A JSON document that comes in pieces, cut anywhere, and can be looked into while it grows.
 *
 * <p>Each piece is read once, strictly by RFC 8259: the beginning of any valid document is accepted, and the first
 * character that no valid document could have at its place is refused. A string can be read while it is written. A
 * number counts only once something follows it, as {@code 12} may become {@code 123}.
 *
 * <p>A path leads from the document to one place in it: {@code steps[2].title}, or {@code [0]} in an array. It may begin
 * with {@code $}, as the paths in error messages do; {@code $} alone, or nothing, is the document itself. A member whose
 * name has a point or a bracket in it has no path: it is found in the object around it. Looking at a place costs no more
 * than the path's length. Where two members have the same name the later one counts, once its value is finished.
 *
 * <p>Not for use by several threads.
 */
public final class PartialJson {
    private static final Object COMING = new Object();

    private final PartialReader reader;

    public PartialJson() {
        this(JsonLimits.DEFAULT);
    }

    /** A document within these limits. Bytes, also those of a {@link JsonException}'s offset, are those of its UTF-8. */
    public PartialJson(JsonLimits limits) {
        reader = new PartialReader(limits);
    }

    /**
     * Reads what comes next.
     *
     * @throws JsonException where it can't be part of any document, the same one from then on; what came before it can
     *     still be looked at
     */
    public void add(String piece) {
        reader.space(piece, reader.take(piece, 0));
    }

    /**
     * Reads what comes next from this place of the piece on, but nothing behind the document's own end.
     *
     * @return where it stopped: behind the last character of the document, or the piece's length
     * @throws JsonException as {@link #add} does
     */
    public int addUntilEnd(String piece, int from) {
        return reader.take(piece, from);
    }

    /**
     * Says that nothing more comes, and gives the whole document.
     *
     * @throws JsonException where it is not whole
     */
    public Json end() {
        return reader.end();
    }

    /** True when the document is whole. A number that is the whole document is so only after {@link #end()} or a blank. */
    public boolean isComplete() {
        return reader.tree.root != null;
    }

    /** How many characters have been read; after a failure, those before the wrong one. */
    public long length() {
        return reader.taken;
    }

    /**
     * All that has come, with open objects and arrays closed and an open string ended; null while there is none of it.
     * A member without a value, an unfinished number and an unfinished word are left out. It costs as much as the open
     * objects and arrays have members and elements, and the length of the open string; finished values are shared.
     */
    public @Nullable Json snapshot() {
        Json whole = reader.tree.root;
        return whole != null ? whole : reader.tree.closed(reader.inText() ? new JsonString(reader.text(0)) : null);
    }

    /** The value at this path if it is finished, else null. */
    public @Nullable Json get(String path) {
        return place(path) instanceof Json finished ? finished : null;
    }

    /** How many finished elements the array at this path has; 0 where there is no array. */
    public int count(String path) {
        Object place = place(path);
        if (place instanceof JsonArray array) {
            return array.elements().size();
        }
        return place instanceof PartialTree.Open open ? open.elements.size() : 0;
    }

    /** The string at this path as far as it has come, or null where there is none. It costs the string's length. */
    public @Nullable String text(String path) {
        return text(path, 0);
    }

    /**
     * What has come of the string at this path behind its first characters, empty where there are no more; null where there
     * is no string. Only the part that is given is copied. The first half of a surrogate pair is given with the second.
     */
    public @Nullable String text(String path, int from) {
        Object place = place(path);
        if (place instanceof JsonString(String value)) {
            return value.substring(Math.min(from, value.length()));
        }
        return place == COMING && reader.inText() ? reader.text(from) : null;
    }

    /** A finished {@link Json}, an open container, what is {@link #coming}, or null. */
    private @Nullable Object place(String path) {
        int at = path.startsWith("$") && (path.length() == 1 || ".[".indexOf(path.charAt(1)) >= 0) ? 1 : 0;
        Object place = reader.tree.root != null ? reader.tree.root : coming(0);
        while (at < path.length()) {
            if (path.charAt(at) == '[') {
                int close = path.indexOf(']', at);
                int index = close < 0 ? -1 : digits(path, at + 1, close);
                if (index < 0) {
                    throw new IllegalArgumentException("no index at " + at + " of the path " + path);
                }
                place = element(place, index);
                at = close + 1;
            } else {
                int from = path.charAt(at) == '.' && at > 0 ? at + 1 : at;
                int to = from;
                while (to < path.length() && path.charAt(to) != '.' && path.charAt(to) != '[') {
                    to++;
                }
                if (to == from || at > 0 && from == at) {
                    throw new IllegalArgumentException("no name at " + at + " of the path " + path);
                }
                place = member(place, path.substring(from, to));
                at = to;
            }
        }
        return place;
    }

    private static int digits(String path, int from, int to) {
        int index = 0;
        for (int i = from; i < to; i++) {
            int digit = path.charAt(i) - '0';
            if (digit < 0 || digit > 9 || index > Integer.MAX_VALUE / 10 - 1) {
                return -1;
            }
            index = 10 * index + digit;
        }
        return from == to ? -1 : index;
    }

    private @Nullable Object element(@Nullable Object place, int index) {
        if (place instanceof JsonArray array) {
            return index < array.elements().size() ? array.elements().get(index) : null;
        }
        if (!(place instanceof PartialTree.Open open) || open.members != null) {
            return null;
        }
        return index < open.elements.size()
                ? open.elements.get(index)
                : index == open.elements.size() ? coming(open.depth) : null;
    }

    private @Nullable Object member(@Nullable Object place, String name) {
        if (place instanceof JsonObject object) {
            return object.get(name);
        }
        if (!(place instanceof PartialTree.Open open) || open.members == null) {
            return null;
        }
        Json finished = open.members.get(name);
        return finished == null && name.equals(open.name) ? coming(open.depth) : finished;
    }

    /** The container open at this depth, or, below the innermost one, the value that comes now, if any. */
    private Object coming(int depth) {
        PartialTree.Open open = reader.tree.at(depth);
        return open == null ? COMING : open;
    }

    /** What has come, for people: the snapshot's text. */
    @Override
    public String toString() {
        Json snapshot = snapshot();
        return snapshot == null ? "" : snapshot.toText();
    }
}
