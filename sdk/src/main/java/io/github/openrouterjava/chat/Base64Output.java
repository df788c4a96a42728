package io.github.openrouterjava.chat;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/**
 * Decodes base64 into a file, however it is cut: each whole group of four characters is written at once.
 *
 * <p>A group with padding ends no more than itself: some encode each piece of a stream on its own.
 */
final class Base64Output implements Closeable {
    private static final int WINDOW = 64 << 10; // so that a text of many MB is not there twice

    private final Path file;
    private final OutputStream out;
    private String begun = ""; // less than a group
    private long decoded;
    private long bytes;

    /** @param options for none, the file must not exist yet */
    Base64Output(Path file, OpenOption... options) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(
                file, options.length == 0 ? new OpenOption[] {StandardOpenOption.CREATE_NEW} : options);
    }

    long bytes() {
        return bytes;
    }

    void add(String text, int from) throws IOException {
        int at = from;
        if (!begun.isEmpty()) {
            at = Math.min(text.length(), from + 4 - begun.length());
            begun += text.substring(from, at);
            if (begun.length() < 4) {
                return;
            }
            write(begun);
        }
        int end = text.length() - (text.length() - at) % 4;
        begun = text.substring(end);
        while (at < end) {
            int padding = text.indexOf('=', at);
            int group = padding < 0 ? end : padding - (padding - at) % 4 + 4;
            int to = Math.min(Math.min(at + WINDOW, group), end);
            write(text.substring(at, to));
            at = to;
        }
    }

    private void write(String groups) throws IOException {
        byte[] plain;
        try {
            plain = Base64.getDecoder().decode(groups);
        } catch (IllegalArgumentException notBase64) {
            throw bad(groups, notBase64);
        }
        out.write(plain);
        bytes += plain.length;
        decoded += groups.length();
    }

    private IOException bad(String groups, IllegalArgumentException cause) {
        int at = 0;
        while (at < groups.length() && isDigit(groups.charAt(at))) {
            at++;
        }
        String what = at < groups.length() ? "'" + groups.charAt(at) + "' at character " : "it ends at character ";
        return new IOException("what came is no base64: " + what + (decoded + at) + "; " + written(), cause);
    }

    private static boolean isDigit(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }

    private String written() {
        return bytes + " bytes before it are in " + file;
    }

    /** @throws IOException where the text ends with less than a byte, too */
    @Override
    public void close() throws IOException {
        try (out) {
            String last = begun;
            begun = "";
            if (!last.isEmpty()) {
                write(last); // padding may be left out at the end
            }
        }
    }
}
