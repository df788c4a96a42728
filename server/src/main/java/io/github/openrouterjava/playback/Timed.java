package io.github.openrouterjava.playback;

/**
 * Bytes of a body and when they come.
 *
 * @param pause nanoseconds since the bytes before them were due
 * @param breaks whether the connection breaks in place of them
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record Timed(long pause, byte[] bytes, boolean breaks) {
    public Timed(long pause, byte[] bytes) {
        this(pause, bytes, false);
    }
}
