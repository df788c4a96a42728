package io.github.openrouterjava.http;

/** The body of an error whose head leaves unclear how to read it: nothing of it is read. */
final class UnreadBody implements Body {
    @Override
    public int read(byte[] to, int offset, int length, long deadline) {
        return -1;
    }

    @Override
    public boolean ended() {
        return true;
    }

    @Override
    public boolean keepsConnection() {
        return false;
    }
}
