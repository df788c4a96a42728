package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** A body in the chunked coding (RFC 9112, section 7.1): extensions and trailers are passed over. */
final class ChunkedBody implements Body {
    private static final int LONGEST_SIZE_LINE = 16 << 10;
    private static final int MOST_PLAIN_DIGITS = 6;
    private static final int LONGEST_TRAILERS = 64 << 10;

    private final Received in;
    private Place place = Place.SIZE;
    private long left;
    private int digits;
    private int lineLength;
    private int trailersLength;
    private boolean carriageReturn;
    private @Nullable IOException failure;

    private enum Place {
        SIZE,
        EXTENSION,
        DATA,
        DATA_END,
        TRAILERS,
        END
    }

    ChunkedBody(Received in) {
        this.in = in;
    }

    @Override
    public boolean ended() {
        return place == Place.END;
    }

    @Override
    public boolean keepsConnection() {
        return true;
    }

    /** Joins the data of all chunks that are there. */
    @Override
    public int read(byte[] to, int offset, int length, long deadline) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int count = 0;
        boolean waited = false;
        while (place != Place.END) {
            if (place == Place.DATA) {
                int room = (int) Math.min(left, length - count);
                int n = in.take(to, offset + count, room);
                if (n == 0) {
                    if (count > 0) {
                        return count;
                    }
                    n = in.read(to, offset, room, deadline);
                    if (n < 0) {
                        throw new EOFException("the connection ended " + left + " bytes short of a chunk's end");
                    }
                }
                count += n;
                left -= n;
                if (left == 0) {
                    place = Place.DATA_END;
                }
            } else if (!hasPassedFrame(count)) {
                if (count > 0) {
                    return count;
                }
                if (waited && TimedInput.passed(deadline)) {
                    throw new SocketTimeoutException("no data in time");
                }
                waited = true;
                if (in.fill(deadline) < 0) {
                    throw new EOFException("the connection ended before the last chunk");
                }
            }
        }
        return count > 0 ? count : -1;
    }

    /** Keeps a failure back until the data before it is given. */
    private boolean hasPassedFrame(int count) throws IOException {
        try {
            return hasPassedFrame();
        } catch (ProtocolException e) {
            failure = e;
            if (count > 0) {
                return false;
            }
            throw e;
        }
    }

    /** Goes on to the next data or the end; false where more bytes are needed for it. */
    private boolean hasPassedFrame() throws ProtocolException {
        if (hasPassedPlainFrame()) {
            return true;
        }
        byte[] bytes = in.bytes();
        int end = in.to();
        for (int i = in.from(); i < end; i++) {
            pass(bytes[i]);
            if (place == Place.DATA || place == Place.END) {
                in.usedUpTo(i + 1);
                return true;
            }
        }
        in.usedUpTo(end);
        return false;
    }

    /** Goes on to the next data at once where the frame between is here and plain, as nearly all are: CRLF, size, CRLF. */
    private boolean hasPassedPlainFrame() {
        byte[] bytes = in.bytes();
        int at = in.from();
        int last = in.to() - 4;
        if (place != Place.DATA_END || carriageReturn || at > last || bytes[at] != '\r' || bytes[at + 1] != '\n') {
            return false;
        }
        at += 2;
        int size = 0;
        int end = Math.min(last, at + MOST_PLAIN_DIGITS);
        for (int digit; at < end && (digit = hex(bytes[at])) >= 0; at++) {
            size = (size << 4) + digit;
        }
        if (size == 0 || bytes[at] != '\r' || bytes[at + 1] != '\n') {
            return false;
        }
        left = size;
        place = Place.DATA;
        in.usedUpTo(at + 2);
        return true;
    }

    private void pass(byte b) throws ProtocolException {
        if (carriageReturn && b != '\n') {
            throw new ProtocolException("a line of the chunked coding does not end as it begins to");
        }
        carriageReturn = b == '\r';
        if (carriageReturn) {
            return;
        }
        switch (place) {
            case SIZE -> size(b);
            case EXTENSION -> extension(b);
            case DATA_END -> dataEnd(b);
            default -> trailer(b);
        }
    }

    private void size(byte b) throws ProtocolException {
        int digit = hex(b);
        if (digit >= 0) {
            if (left > Long.MAX_VALUE >> 4) {
                throw new ProtocolException("a chunk's size is too large");
            }
            left = (left << 4) + digit;
            digits++;
            limitLine();
        } else if (digits > 0 && (b == '\n' || b == ';' || b == ' ' || b == '\t')) {
            place = Place.EXTENSION;
            extension(b);
        } else {
            throw new ProtocolException("a chunk's size is no number");
        }
    }

    private void extension(byte b) throws ProtocolException {
        limitLine();
        if (b == '\n') {
            place = left == 0 ? Place.TRAILERS : Place.DATA;
            lineLength = 0;
            digits = 0;
        }
    }

    private void limitLine() throws ProtocolException {
        if (++lineLength > LONGEST_SIZE_LINE) {
            throw new ProtocolException("the line of a chunk's size is too long");
        }
    }

    private void dataEnd(byte b) throws ProtocolException {
        if (b != '\n') {
            throw new ProtocolException("a chunk is longer than its size");
        }
        place = Place.SIZE;
    }

    private void trailer(byte b) throws ProtocolException {
        if (++trailersLength > LONGEST_TRAILERS) {
            throw new ProtocolException("the fields after the last chunk are too long");
        }
        if (b != '\n') {
            lineLength++;
        } else if (lineLength == 0) {
            place = Place.END;
        } else {
            lineLength = 0;
        }
    }

    private static int hex(byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
