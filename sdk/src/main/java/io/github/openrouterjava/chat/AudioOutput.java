package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Speech that a model made: whole in a message, a piece in a delta.
 *
 * @param data base64; the pieces of a stream make one base64 text together, see {@link AudioFile}
 * @param transcript the spoken words
 * @param expiresAt Unix time in seconds until when the id can be referred to
 */
public record AudioOutput(
        @Nullable String id,
        @Nullable String data,
        @Nullable String transcript,
        @Nullable Long expiresAt,
        JsonObject extra)
        implements Wire {

    /**
     * Writes the sound to a file, in the format that was asked for.
     *
     * @param options such as {@code CREATE, TRUNCATE_EXISTING}; for none, the file must not exist yet
     * @throws IOException where the data is no base64, with the place, or the file can't be written
     */
    public void save(Path file, OpenOption... options) throws IOException {
        try (var out = AudioFile.create(file, options)) {
            out.add(this);
        }
    }

    static AudioOutput read(WireReader in) {
        String id = null;
        String data = null;
        String transcript = null;
        Long expiresAt = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "id" -> id = in.string();
                case "data" -> data = in.string();
                case "transcript" -> transcript = in.string();
                case "expires_at" -> expiresAt = in.integerLong();
                default -> in.keep();
            }
        }
        return new AudioOutput(id, data, transcript, expiresAt, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("id", id)
                .member("data", data)
                .member("transcript", transcript)
                .member("expires_at", expiresAt)
                .end();
    }
}
