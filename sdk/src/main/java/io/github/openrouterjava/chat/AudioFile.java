package io.github.openrouterjava.chat;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * A file that grows while a spoken answer is streamed: {@code for (var chunk : stream) file.add(chunk)}.
 *
 * <p>What has come is in the file after each {@link #add}, also when the stream breaks: {@link #bytes()} says how much
 * that is. The transcript is in the completion. For one thread; whoever creates it closes it.
 */
public final class AudioFile implements Closeable {
    private final Base64Output out;

    private AudioFile(Base64Output out) {
        this.out = out;
    }

    /**
     * Opens the file.
     *
     * @param options such as {@code CREATE, TRUNCATE_EXISTING}; for none, the file must not exist yet
     * @throws java.nio.file.FileAlreadyExistsException where it does
     */
    public static AudioFile create(Path file, OpenOption... options) throws IOException {
        return new AudioFile(new Base64Output(file, options));
    }

    /**
     * Writes the sound that this chunk adds to the first choice, if any.
     *
     * @throws IOException where it is no base64, with the place, or the file can't be written
     */
    public void add(ChatCompletionChunk chunk) throws IOException {
        ChatCompletionChunk.Choice first = chunk.first();
        if (first != null && first.delta().audio() != null) {
            add(first.delta().audio());
        }
    }

    /** Writes this piece of sound. */
    public void add(AudioOutput piece) throws IOException {
        if (piece.data() != null) {
            out.add(piece.data(), 0);
        }
    }

    /** How many bytes are in the file. */
    public long bytes() {
        return out.bytes();
    }

    /**
     * Ends the file.
     *
     * @throws IOException where the sound was cut off within a byte
     */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
