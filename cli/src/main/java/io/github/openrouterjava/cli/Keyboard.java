package io.github.openrouterjava.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The person at the terminal, who answers line by line. */
final class Keyboard implements ToolPrompt.Person {
    private final InputStream in;
    private final Notes notes;
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

    Keyboard(InputStream in, Notes notes) {
        this.in = in;
        this.notes = notes;
    }

    @Override
    public @Nullable String answer(String question) {
        notes.ask(question);
        var line = new CompletableFuture<Line>();
        // Nothing ends a read from a terminal: where the answer is not waited for any more, the thread is left alone.
        Thread.ofPlatform().daemon().start(() -> line.complete(line()));
        CompletableFuture.anyOf(line, stopped).join();
        if (!line.isDone()) {
            notes.line("");
            return null;
        }
        return line.join().text;
    }

    @Override
    public void stop() {
        stopped.complete(true);
    }

    /** @param text null at the end of the input */
    private record Line(@Nullable String text) {}

    private Line line() {
        var bytes = new ByteArrayOutputStream();
        try {
            int b = in.read();
            for (; b >= 0 && b != '\n'; b = in.read()) {
                bytes.write(b);
            }
            return new Line(b < 0 && bytes.size() == 0 ? null : bytes.toString(UTF_8));
        } catch (IOException gone) {
            return new Line(null);
        }
    }
}
