package io.github.openrouterjava.json;

/**
 * What a reader accepts at the most; beyond it a {@link JsonException} says which limit was met.
 *
 * @param depth how deep objects and arrays may nest; at most 1024, for which any thread's stack has room
 * @param bytes how long a document may be
 */
public record JsonLimits(int depth, int bytes) {
    /** 512 levels (the deepest document seen from a real provider has 11) and 64 MiB. */
    public static final JsonLimits DEFAULT = new JsonLimits(512, 64 << 20);

    /** @throws IllegalArgumentException for a limit below zero or a depth over 1024 */
    public JsonLimits {
        if (depth < 0 || depth > 1024 || bytes < 0) {
            throw new IllegalArgumentException("limits that cannot be: depth " + depth + ", bytes " + bytes);
        }
    }
}
