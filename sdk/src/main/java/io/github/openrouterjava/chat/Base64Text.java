package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.LongText;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;

/** An attachment's base64, made block by block while it is read. */
final class Base64Text implements LongText {
    private static final int BLOCK = 3 << 14;

    private final Attachment attachment;

    Base64Text(Attachment attachment) {
        this.attachment = attachment;
    }

    @Override
    public long length() {
        return (attachment.length() + 2) / 3 * 4;
    }

    @Override
    public InputStream open() throws IOException {
        return new Encoded(attachment.open());
    }

    private final class Encoded extends InputStream {
        private final InputStream in;
        private final byte[] plain = new byte[(int) Math.min(BLOCK, attachment.length())];
        private byte[] encoded = new byte[0];
        private int given;
        private long left = attachment.length();

        Encoded(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, to.length);
            if (length > 0 && given == encoded.length && !encodedMore()) {
                return -1;
            }
            int count = Math.min(length, encoded.length - given);
            System.arraycopy(encoded, given, to, offset, count);
            given += count;
            return count;
        }

        private boolean encodedMore() throws IOException {
            if (left == 0) {
                return false;
            }
            int count = in.readNBytes(plain, 0, (int) Math.min(plain.length, left));
            left -= count;
            boolean shorter = count < plain.length && left > 0;
            if (shorter
                    || (left == 0 && in.read() >= 0)) { // told before its end is sent: what follows has no place left
                throw new IOException(
                        attachment + " has become " + (shorter ? "shorter" : "longer") + " since it was attached");
            }
            encoded = Base64.getEncoder().encode(count == plain.length ? plain : Arrays.copyOf(plain, count));
            given = 0;
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
