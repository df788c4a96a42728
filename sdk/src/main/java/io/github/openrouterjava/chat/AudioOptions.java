package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.set;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** How a spoken answer sounds; spoken answers come in streams only. */
public record AudioOptions(JsonObject json) implements Wire {

    /** None set yet. */
    public AudioOptions() {
        this(JsonObject.EMPTY);
    }

    /** The name of the voice, such as {@code alloy}. */
    public AudioOptions voice(String voice) {
        return new AudioOptions(set(json, "voice", voice));
    }

    public @Nullable String voice() {
        return json.string("voice");
    }

    /** The format of the sound, such as {@code wav}, {@code mp3} or {@code pcm16}. */
    public AudioOptions format(String format) {
        return new AudioOptions(set(json, "format", format));
    }

    public @Nullable String format() {
        return json.string("format");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public AudioOptions with(String name, @Nullable Json value) {
        return new AudioOptions(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }
}
