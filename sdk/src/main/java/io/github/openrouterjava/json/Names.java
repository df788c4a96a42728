package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Member names seen before, by their bytes: a document's names are few and recur, so each is made a String once.
 *
 * <p>A table of fixed size in which a newcomer takes the place of what stood there: no input can make it grow. Threads
 * may race on a slot; a String is safe to publish that way and either outcome is right.
 */
final class Names {
    private static final int SLOTS = 1024;
    private static final int LONGEST = 64;
    private static final @Nullable String[] TABLE = new @Nullable String[SLOTS];

    private Names() {}

    /** @param hash what {@link String#hashCode()} gives for the name */
    static String of(byte[] bytes, int from, int length, int hash) {
        if (length > LONGEST) {
            return new String(bytes, from, length, ISO_8859_1);
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String known = TABLE[slot];
        if (known != null && known.hashCode() == hash && equal(known, bytes, from, length)) {
            return known;
        }
        String name = new String(bytes, from, length, ISO_8859_1);
        TABLE[slot] = name;
        return name;
    }

    private static boolean equal(String known, byte[] bytes, int from, int length) {
        if (known.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
