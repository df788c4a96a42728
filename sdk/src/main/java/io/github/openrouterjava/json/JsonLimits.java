package io.github.openrouterjava.json;

/**
 * What a reader accepts at the most; beyond it a {@link JsonException} says which limit was met.
 *
 * @param depth how deep objects and arrays may nest
 * @param bytes how long a document may be
 */
public record JsonLimits(int depth, int bytes) {
    /** 512 levels (the deepest document seen from a real provider has 11) and 64 MiB. */
    public static final JsonLimits DEFAULT = new JsonLimits(512, 64 << 20);
}
