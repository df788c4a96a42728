package io.github.openrouterjava.offline;

/** A way to write an answer: piece by piece, in order, one answer each. */
interface Wire {
    String contentType();

    /** The bytes that come with this piece, perhaps none. */
    byte[] bytes(Piece piece);
}
