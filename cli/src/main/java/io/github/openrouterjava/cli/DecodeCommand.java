package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code openrouter decode}: reads recorded response bodies. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        version = "openrouter " + Main.VERSION,
        sortOptions = false,
        header = "Reads recorded response bodies exactly as they came.",
        description = {
            "",
            "A body is an event stream, or the JSON of a completion or of an error. For each file one line of JSON is"
                    + " printed: file, end (complete, interrupted, error or undecodable), error, completion, chunks,"
                    + " bytes, deviations.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 all are complete, 2 usage or a file that can't be read, 3 interrupted, 4 error,",
            "5 undecodable; the highest one of all files."
        })
final class DecodeCommand implements Callable<Integer> {
    private static final int BUFFER = 64 << 10;

    private final Shell shell;
    private final Notes notes;

    @Option(names = "--chunks", description = "Prints instead every chunk, decoded and encoded again, one line each.")
    private boolean chunks;

    @Option(
            names = "--strict",
            description = "Lists each departure from OpenRouter's specification: its chunk, its path, its problem.")
    private boolean strict;

    @Option(names = "--verbose", description = "Shows a stack trace after a failure.")
    private boolean verbose;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A recorded body; - stands for standard input.")
    private List<String> files = List.of();

    DecodeCommand(Shell shell, Notes notes) {
        this.shell = shell;
        this.notes = notes;
    }

    @Override
    public Integer call() {
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
