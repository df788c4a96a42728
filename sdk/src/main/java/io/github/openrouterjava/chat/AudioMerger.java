package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/** Puts a spoken answer together: its pieces of base64 are one text, and so are those of its transcript. */
final class AudioMerger {
    private @Nullable String id;
    private @Nullable Long expiresAt;
    private final StringBuilder data = new StringBuilder();
    private final StringBuilder transcript = new StringBuilder();
    private final Extras extra = new Extras(Extras.AUDIO);

    void add(AudioOutput piece) {
        id = id == null ? piece.id() : id;
        expiresAt = piece.expiresAt() == null ? expiresAt : piece.expiresAt();
        data.append(piece.data() == null ? "" : piece.data());
        transcript.append(piece.transcript() == null ? "" : piece.transcript());
        extra.add(piece.extra());
    }

    AudioOutput audio() {
        return new AudioOutput(
                id,
                data.isEmpty() ? null : data.toString(),
                transcript.isEmpty() ? null : transcript.toString(),
                expiresAt,
                extra.merged());
    }
}
