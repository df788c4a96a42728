package io.github.openrouterjava.cassette;

import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as it was kept. Times are nanoseconds since it began.
 *
 * @param head null where none has come
 * @param headAt when it came
 * @param pieces what has come of the body, as it came; null where it was too much to keep
 * @param endAt when it ended
 */
public record Cassette(
        Instant begun,
        HttpRequest request,
        @Nullable HttpResponseHead head,
        long headAt,
        @Nullable List<Piece> pieces,
        End end,
        long endAt) {

    /** Some of the body's bytes. */
    @SuppressWarnings("ArrayRecordComponent") // a cassette is not compared
    public record Piece(long at, byte[] bytes) {}

    /** How an exchange ended. */
    public enum End {
        /** It has not. */
        OPEN,
        /** The body had its proper end. */
        WHOLE,
        /** The connection broke, or none could be made. */
        BROKEN,
        /** The client left. */
        CANCELLED
    }

    /** True for an answer of server-sent events. */
    public boolean streamed() {
        String type = head == null ? null : head.headers().first("content-type");
        return type != null && type.startsWith("text/event-stream");
    }

    /** The body, as far as it came, or null where it was too much to keep. */
    public byte @Nullable [] body() {
        return pieces == null ? null : joined(pieces);
    }

    static byte[] joined(List<Piece> pieces) {
        var all = new ByteArrayOutputStream();
        pieces.forEach(piece -> all.writeBytes(piece.bytes()));
        return all.toByteArray();
    }
}
