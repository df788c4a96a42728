package io.github.openrouterjava.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A document with long texts in it: its own bytes, and the texts at their places among them; read once. */
final class LongTexts extends InputStream {
    private final List<LongText> texts;
    private final List<Integer> places;
    private final byte[] own;
    private final int size;
    private InputStream current;
    private int opened; // how many texts have been
    private boolean inText;
    private boolean closed;

    /** @param places where in the document's own bytes the texts belong */
    LongTexts(List<LongText> texts, List<Integer> places, byte[] own, int size) {
        this.texts = new ArrayList<>(texts);
        this.places = new ArrayList<>(places);
        this.own = own;
        this.size = size;
        this.current = own(0);
    }

    /** The document's own bytes from here to the next text. */
    private InputStream own(int from) {
        int to = opened < places.size() ? places.get(opened) : size;
        return new ByteArrayInputStream(own, from, to - from);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, to.length);
        if (closed) {
            throw new IOException("closed");
        }
        int count = current.read(to, offset, length);
        while (count < 0 && advanced()) {
            count = current.read(to, offset, length);
        }
        return count;
    }

    private boolean advanced() throws IOException {
        if (inText) {
            current.close();
            current = own(places.get(opened - 1));
        } else if (opened < texts.size()) {
            current = texts.get(opened++).open();
        } else {
            return false;
        }
        inText = !inText;
        return true;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        current.close();
    }
}
