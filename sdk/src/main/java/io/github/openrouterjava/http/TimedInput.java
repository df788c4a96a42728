package io.github.openrouterjava.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * What comes from a socket, waited for until a deadline that the reader sets before it reads.
 *
 * <p>It lies below TLS, so that the deadline holds for each piece of a record and of a handshake, and so that the plain
 * end of the connection can be told from an end that TLS announced. A read always takes what is there, even after the
 * deadline; a wait that the deadline ends costs the connection.
 */
final class TimedInput extends InputStream {
    private final InputStream in;
    private final Alarm alarm;
    private long deadline = Exchange.NEVER;
    private boolean ended;

    TimedInput(InputStream in, Alarm alarm) {
        this.in = in;
        this.alarm = alarm;
    }

    void until(long instant) {
        deadline = instant;
    }

    /** True once the connection itself has ended. */
    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        try {
            if (passed(deadline)) {
                if (in.available() == 0) {
                    throw new SocketTimeoutException("no data in time");
                }
            } else {
                alarm.set(deadline);
            }
            int count = in.read(to, offset, length);
            ended |= count < 0;
            return count;
        } catch (IOException e) {
            throw alarm.hasRung() ? new SocketTimeoutException("no data in time") : e;
        } finally {
            alarm.off();
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    /** What a socket takes as a timeout: 0 for none, and at least 1 after the deadline. */
    static int millis(long deadline) {
        if (deadline == Exchange.NEVER) {
            return 0;
        }
        long left = deadline - System.nanoTime();
        return left <= 0 ? 1 : (int) Math.min(Integer.MAX_VALUE, left / 1_000_000 + 1);
    }

    static boolean passed(long deadline) {
        return deadline != Exchange.NEVER && deadline - System.nanoTime() <= 0;
    }

    static boolean isBefore(long one, long other) {
        return one != Exchange.NEVER && (other == Exchange.NEVER || one - other < 0);
    }

    static long earlier(long one, long other) {
        return isBefore(one, other) ? one : other;
    }
}
