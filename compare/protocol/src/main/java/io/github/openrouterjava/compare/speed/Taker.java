package io.github.openrouterjava.compare.speed;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The user of one answer: takes its pieces as they come, in one thread at a time, holds its end against what was sent,
 * and notes how late each piece is that says when it was.
 */
public final class Taker {
    private static final long[] NONE = {};

    private final Expected expected;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long[] late;
    private int stamps;
    private long chars;
    private int hash;
    private volatile @Nullable String fault;

    /** @param stamps how many pieces say when they were sent */
    Taker(Expected expected, int stamps) {
        this.expected = expected;
        late = stamps == 0 ? NONE : new long[stamps];
    }

    /** Whether pieces begin with the time at which they were sent. */
    public boolean stamped() {
        return late.length > 0;
    }

    /** A chunk's text, from the typed chunk in the user's hand. */
    public void piece(@Nullable String text) {
        if (text == null || text.isEmpty()) return;
        chars += text.length();
        if (stamped()) {
            hash = Stamp.hash(text, hash);
            stamp(Stamp.of(text));
        }
    }

    /** A piece that says when it was sent, for those who have no more of it than that. */
    public void stamp(long sent) {
        if (sent != Stamp.NONE && stamps < late.length) late[stamps++] = System.nanoTime() - sent;
    }

    /** The end of the answer: the text that the client has merged of it. */
    public void whole(@Nullable String text) {
        if (text == null) {
            fault = "no merged text";
        } else if (text.length() != chars) {
            fault = "the pieces have " + chars + " characters, the merged text has " + text.length();
        } else if (!expected.isText(chars, stamped() ? Stamp.hash(text, 0) : text.hashCode())) {
            fault = "another text than was sent, of " + chars + " characters";
        } else if (stamped() && !expected.isText(chars, hash)) {
            fault = "other pieces than were sent";
        }
        ended.countDown();
    }

    /** The end of the answer for those who only count: bytes of the body, and how many ends of lines. */
    public void scanned(long bytes, long lines) {
        if (!expected.isBody(bytes, lines))
            fault = "a body of " + bytes + " bytes and " + lines + " lines was not sent";
        ended.countDown();
    }

    /** The call has failed. */
    public void failed(Throwable failure) {
        fault = "failed: " + failure;
        ended.countDown();
    }

    boolean ended(long deadline) throws InterruptedException {
        return ended.await(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** What was wrong, null where nothing was. */
    @Nullable
    String fault() {
        return fault;
    }

    /** How late its pieces were, in nanoseconds. */
    long[] late() {
        return stamps == late.length ? late : Arrays.copyOf(late, stamps);
    }
}
