package io.github.openrouterjava.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** Bytes that come in pieces. */
final class Pieces {
    private Pieces() {}

    /** These bytes as a connection would give them, no more than so many in one read. */
    static Received received(byte[] bytes, int atOnce) {
        var in = new ByteArrayInputStream(bytes) {
            @Override
            public int read(byte[] to, int offset, int length) {
                return super.read(to, offset, Math.min(atOnce, length));
            }
        };
        return received(in);
    }

    /** These bytes as a connection would give them, as they come. */
    static Received received(InputStream in) {
        return new Received(new TimedInput(in, new Alarm(() -> {})));
    }

    /** A copy with a few bytes changed, cut out, doubled, or all that follows cut off. */
    static byte[] mangle(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        for (int n = random.nextInt(4); n >= 0 && copy.length > 1; n--) {
            int at = random.nextInt(copy.length);
            switch (random.nextInt(5)) {
                case 0 -> copy[at] = (byte) random.nextInt(256);
                case 1 -> copy[at] = (byte) "\r\n: ;,0f9".charAt(random.nextInt(9));
                case 2 -> copy = Arrays.copyOf(copy, at);
                case 3 -> {
                    byte[] longer = Arrays.copyOf(copy, copy.length + 1);
                    System.arraycopy(copy, at, longer, at + 1, copy.length - at);
                    copy = longer;
                }
                default -> {
                    System.arraycopy(copy, at + 1, copy, at, copy.length - at - 1);
                    copy = Arrays.copyOf(copy, copy.length - 1);
                }
            }
        }
        return copy;
    }
}
