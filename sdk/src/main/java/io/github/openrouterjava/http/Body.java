package io.github.openrouterjava.http;

import java.io.IOException;

/** A response's body within the bytes of its connection, which is not touched any more once the body has ended. */
sealed interface Body permits ChunkedBody, LengthBody, UnreadBody, UntilCloseBody {
    /** As {@link Exchange#read}, for a length above zero. */
    int read(byte[] to, int offset, int length, long deadline) throws IOException;

    /** True once the body's end has been seen. */
    boolean ended();

    /** True where the connection can serve another exchange behind the body's end. */
    boolean keepsConnection();
}
