package io.github.openrouterjava.offline;

import io.github.openrouterjava.playback.Timed;
import java.util.Iterator;

/** A body that comes byte by byte. */
final class Drip implements Iterator<Timed> {
    private static final long PAUSE = 1_000_000;

    private final Iterator<Timed> body;
    private byte[] bytes = {};
    private int given;

    Drip(Iterator<Timed> body) {
        this.body = body;
    }

    @Override
    public boolean hasNext() {
        return given < bytes.length || body.hasNext();
    }

    @Override
    public Timed next() {
        if (given < bytes.length) {
            return new Timed(PAUSE, new byte[] {bytes[given++]});
        }
        Timed piece = body.next();
        bytes = piece.bytes();
        given = 0;
        return new Timed(piece.pause(), new byte[0]);
    }
}
