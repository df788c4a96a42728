package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.commons.cli.Options;

/** {@code openrouter decode}: reads recorded response bodies. */
final class DecodeCommand {
    private static final int BUFFER = 64 << 10;

    private final Shell shell;
    private final Notes notes;
    private final List<String> files;
    private final boolean chunks;
    private final boolean strict;
    private final boolean verbose;

    DecodeCommand(List<String> args, Shell shell, Notes notes) {
        this.shell = shell;
        this.notes = notes;
        var options = new Options()
                .addOption(null, "chunks", false, "")
                .addOption(null, "strict", false, "")
                .addOption(null, "verbose", false, "");
        var arguments = new Arguments("openrouter decode", options, args);
        files = arguments.words();
        chunks = arguments.flag("chunks");
        strict = arguments.flag("strict");
        verbose = arguments.flag("verbose");
        if (files.isEmpty()) {
            throw arguments.wrong("Name at least one FILE, - for standard input");
        }
    }

    int run() {
        notes.verbose(verbose);
        if (chunks && strict) {
            throw new UsageException("--strict adds to the lines that --chunks replaces: leave one of them out");
        }
        var buffer = new BufferedOutputStream(shell.out(), BUFFER);
        int worst = Exit.COMPLETE;
        for (String file : files) {
            worst = Math.max(worst, decode(file, new Lines(buffer)));
        }
        try {
            buffer.flush();
        } catch (IOException e) {
            throw new OutputException(e);
        }
        return worst;
    }

    private int decode(String file, Lines lines) {
        try (InputStream body = file.equals("-") ? shell.in() : new FileInputStream(file)) {
            byte[] bytes = strict ? body.readAllBytes() : null; // it is read twice
            InputStream in = bytes == null ? body : new ByteArrayInputStream(bytes);
            Recording recording = Recording.read(in, chunk -> {
                if (chunks) {
                    lines.add(chunk.toJson());
                }
            });
            if (!chunks) {
                lines.add(recording.line(file, bytes == null ? null : Deviations.of(bytes)));
            } else if (recording.error() != null) {
                notes.line("openrouter: " + file + ": " + Notes.oneLine(recording.message()));
            }
            return recording.exit();
        } catch (IOException unreadable) {
            notes.line("openrouter: Can't read the file: " + Notes.oneLine(String.valueOf(unreadable.getMessage())));
            return Exit.USAGE;
        }
    }

    /** Lines on a buffered output. */
    private record Lines(BufferedOutputStream to) {
        void add(String line) {
            try {
                to.write((line + "\n").getBytes(UTF_8));
            } catch (IOException e) {
                throw new OutputException(e);
            }
        }
    }
}
