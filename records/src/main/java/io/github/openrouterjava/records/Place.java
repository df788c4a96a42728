package io.github.openrouterjava.records;

import org.jspecify.annotations.Nullable;

/** Where something stands in a document or in a type, as the chain of steps to it; written out only when it is said. */
final class Place {
    static final Place ROOT = new Place(null, null, 0);

    /** As deep as the JSON reader goes by default; each step is a level of JSON. */
    private static final int DEEPEST = 512;

    private static final int ANY = -1;

    private final @Nullable Place above;
    private final @Nullable String name;
    private final int index;
    private final int depth;

    private Place(@Nullable Place above, @Nullable String name, int index) {
        this.above = above;
        this.name = name;
        this.index = index;
        this.depth = above == null ? 0 : above.depth + 1;
    }

    Place member(String name) {
        return new Place(this, name, 0);
    }

    Place element(int index) {
        return new Place(this, null, index);
    }

    /** Any element of a list: a type has no certain ones. */
    Place element() {
        return new Place(this, null, ANY);
    }

    int depth() {
        return depth;
    }

    /** True where neither a reader nor a thread's stack goes any deeper. */
    boolean isTooDeep() {
        return depth > DEEPEST;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        if (above == null) {
            text.append('$');
            return;
        }
        above.write(text);
        if (name == null) {
            text.append('[').append(index == ANY ? "" : Integer.toString(index)).append(']');
        } else if (isPlain(name)) {
            text.append('.').append(name);
        } else {
            text.append("[").append(Words.quoted(name)).append(']');
        }
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
