package io.github.openrouterjava.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Questions typed at the terminal, with line editing and a history that lasts as long as the conversation. */
final class LineEditor implements Session.Questions, ToolPrompt.Person, AutoCloseable {
    private final Terminal terminal;
    private final LineReader reader;
    private volatile @Nullable Runnable cancel;

    LineEditor() {
        try {
            terminal = TerminalBuilder.builder()
                    .system(true)
                    .dumb(true)
                    .ffm(false) // it and JNI need leave from the command line, and warn without it
                    .jni(false)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .build();
        terminal.handle(Terminal.Signal.INT, signal -> {
            Runnable running = cancel;
            if (running != null) {
                running.run();
            }
        });
    }

    @Override
    public @Nullable String next() {
        while (true) {
            cancel = null;
            try {
                return reader.readLine("> ");
            } catch (UserInterruptException again) {
                reader.getHistory().resetIndex(); // the line is thrown away, the next one is asked for
            } catch (EndOfFileException end) {
                return null;
            }
        }
    }

    @Override
    public @Nullable String answer(String question) {
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return reader.readLine(question.replace("%", "%%")); // which JLine would take for a pattern
        } catch (UserInterruptException | EndOfFileException neither) {
            return null;
        } finally {
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    /** The terminal itself ends the wait, where its user interrupts it. */
    @Override
    public void stop() {}

    @Override
    public void accept(Runnable cancel) {
        this.cancel = cancel;
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
