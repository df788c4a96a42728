package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Puts a spoken answer together: its pieces of base64 are one text, and so are those of its transcript. */
final class AudioMerger {
    private @Nullable String id;
    private @Nullable Long expiresAt;
    private final StringBuilder data = new StringBuilder();
    private final StringBuilder transcript = new StringBuilder();
    private JsonObject extra = JsonObject.EMPTY;

    void add(AudioOutput piece) {
        id = id == null ? piece.id() : id;
        expiresAt = piece.expiresAt() == null ? expiresAt : piece.expiresAt();
        data.append(piece.data() == null ? "" : piece.data());
        transcript.append(piece.transcript() == null ? "" : piece.transcript());
        extra = Extras.merge(extra, piece.extra(), Extras.AUDIO);
    }

    AudioOutput audio() {
        return new AudioOutput(
                id,
                data.isEmpty() ? null : data.toString(),
                transcript.isEmpty() ? null : transcript.toString(),
                expiresAt,
                extra);
    }
}
