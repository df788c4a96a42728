package io.github.openrouterjava.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The long texts of a document, and the places in its bytes where they belong. */
final class LongTexts {
    private record Place(int at, LongText text) {}

    private final List<Place> places = new ArrayList<>();

    void add(int at, LongText text) {
        places.add(new Place(at, text));
    }

    long length() {
        long length = 0;
        for (Place place : places) {
            length += place.text.length();
        }
        return length;
    }

    /** The whole document, of which these are the other bytes; each text is opened when its turn comes. */
    InputStream in(byte[] document, int size) {
        return new Whole(List.copyOf(places), document, size);
    }

    private static final class Whole extends InputStream {
        private final List<Place> places;
        private final byte[] document;
        private final int size;
        private InputStream current;
        private boolean inText;
        private int next; // the place whose turn comes
        private boolean closed;

        Whole(List<Place> places, byte[] document, int size) {
            this.places = places;
            this.document = document;
            this.size = size;
            this.current = between(0);
        }

        /** The document's own bytes from here to the next text. */
        private InputStream between(int from) {
            int to = next < places.size() ? places.get(next).at : size;
            return new ByteArrayInputStream(document, from, to - from);
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
                inText = false;
                int from = places.get(next++).at;
                current = between(from);
                return true;
            }
            if (next == places.size()) {
                return false;
            }
            current = places.get(next).text.open();
            inText = true;
            return true;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            current.close();
        }
    }
}
