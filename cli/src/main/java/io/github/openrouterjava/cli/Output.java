package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output: UTF-8 whatever the locale, and each piece and each line is one write. */
final class Output {
    private final OutputStream to;
    private final boolean terminal;
    private String half = "";
    private boolean midLine;

    Output(OutputStream to, boolean terminal) {
        this.to = to;
        this.terminal = terminal;
    }

    /** The text without the characters by which it could drive a terminal. */
    static String tame(String text) {
        return text.replaceAll("[\\p{Cntrl}\\x{80}-\\x{9f}&&[^\n\r\t]]", "\ufffd");
    }

    /** Writes a piece of text at once. Half a character at its end waits for the other half. */
    void text(String piece) {
        String text = half + (terminal ? tame(piece) : piece);
        boolean cut = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        half = cut ? text.substring(text.length() - 1) : "";
        write(cut ? text.substring(0, text.length() - 1) : text);
    }

    /** Writes a line at once. */
    void line(String text) {
        write(text + "\n");
    }

    /** Ends the line, where one has begun. */
    void endLine() {
        write(half);
        half = "";
        if (midLine) {
            write("\n");
        }
    }

    /** True where the last text ended without a line break. */
    boolean midLine() {
        return midLine;
    }

    private void write(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            to.write(text.getBytes(UTF_8));
            to.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
        midLine = text.charAt(text.length() - 1) != '\n';
    }
}
