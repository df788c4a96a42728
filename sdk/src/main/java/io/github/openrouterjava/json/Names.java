package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Member names seen before, by their bytes: a document's names are few and recur, so each is made a String once.
 *
 * <p>A table of fixed size in which a newcomer takes the place of what stood there: no input can make it grow. Threads
 * may race on a slot; what stands in it is safe to publish that way and either outcome is right.
 */
final class Names {
    private static final int BITS = 10;
    private static final @Nullable Known[] TABLE = new @Nullable Known[1 << BITS];

    private static int made; // two of one kind, where threads race on it, do no harm

    private Names() {}

    /** The name that stands here with its quotes, plain ASCII all of it. */
    static Known of(byte[] document, int from, int to) {
        if (!Known.fits(document, from, to)) {
            return new Known(text(document, from, to));
        }
        int slot = (int) (Known.hash(document, from, to) >>> Long.SIZE - BITS);
        Known known = TABLE[slot];
        if (known != null && known.length == to - from && known.isAt(document, from, to)) {
            return known;
        }
        String text = text(document, from, to);
        if (known == null) {
            text = text.intern(); // a switch is quicker then; too slow for all that come later
        }
        var name = new Known(text, made++ & Known.KINDS - 1, document, from, to);
        TABLE[slot] = name;
        return name;
    }

    private static String text(byte[] document, int from, int to) {
        return new String(document, from + 1, to - from - 2, ISO_8859_1);
    }
}
