package io.github.openrouterjava.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;

/**
 * What the fuzzer chose: a byte of options, the sizes of the pieces in which the content comes, and the content.
 *
 * <p>The first five bytes are options and sizes. Where the options' two top bits are set the content comes over and over,
 * so that limits are met which a fuzzer's short inputs never come to.
 */
public record FuzzInput(int option, byte[] sizes, byte[] content) {
    private static final int SIZES = 4;
    private static final int REPEATED = 0xc0;
    private static final int MOST_TIMES = 64;

    /** @param longest how long the content becomes by coming over and over */
    public static FuzzInput of(byte[] input, int longest) {
        byte[] head = Arrays.copyOf(input, 1 + SIZES);
        byte[] content = Arrays.copyOfRange(input, Math.min(input.length, head.length), input.length);
        int option = head[0] & 0xff;
        boolean repeated = (option & REPEATED) == REPEATED;
        return new FuzzInput(
                option & 0x3f, Arrays.copyOfRange(head, 1, 5), repeated ? repeated(content, longest) : content);
    }

    /** The input that stands for this content, not repeated, in pieces of 1, 7, 64 and 640 bytes. */
    public static byte[] ofContent(byte[] content) {
        byte[] head = {0, 0, 6, 63, (byte) 147};
        byte[] input = Arrays.copyOf(head, head.length + content.length);
        System.arraycopy(content, 0, input, head.length, content.length);
        return input;
    }

    /** The content, as much of it in one read as fits. */
    public InputStream whole() {
        return new ByteArrayInputStream(content);
    }

    /** The content, in pieces of the chosen sizes in turn: to 128 bytes one by one, to 4096 by 32. */
    public InputStream inPieces() {
        return new ByteArrayInputStream(content) {
            private int turn;

            @Override
            public synchronized int read(byte[] to, int offset, int length) {
                int size = sizes[turn++ % SIZES] & 0xff;
                return super.read(to, offset, Math.min(length, size < 128 ? size + 1 : (size - 127) * 32));
            }
        };
    }

    private static byte[] repeated(byte[] content, int longest) {
        int times = Math.clamp(longest / Math.max(1, content.length), 1, MOST_TIMES);
        byte[] all = new byte[content.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(content, 0, all, i * content.length, content.length);
        }
        return all;
    }
}
