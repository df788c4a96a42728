package io.github.openrouterjava.compare.speed;

import java.io.IOException;

/** An answer on its way, piece by piece, at the times that were set when it began. */
final class PacedStream implements Comparable<PacedStream> {
    private final Connection connection;
    private final Replies replies;
    private final long every;
    private long due;
    private int sent;

    PacedStream(Connection connection, Replies replies) {
        this.connection = connection;
        this.replies = replies;
        every = replies.script().number() * 1000L;
        due = System.nanoTime() + every;
    }

    /** When its next piece is to be sent. */
    long due() {
        return due;
    }

    /** Sends the next piece; false where it was the last one, or nobody is there. */
    boolean send() {
        try {
            connection.send(replies.piece(sent, System.nanoTime()));
            sent++;
            due += every;
            if (sent < replies.script().chunks()) return true;
            connection.send(replies.ending());
        } catch (IOException gone) {
            connection.close();
        }
        return false;
    }

    @Override
    public int compareTo(PacedStream other) {
        return Long.compare(due, other.due);
    }
}
