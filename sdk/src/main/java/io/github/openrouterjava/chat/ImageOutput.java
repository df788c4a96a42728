package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * An image that a model made.
 *
 * @param type {@code image_url}
 * @param index which image of the message, where the server counts them
 */
public record ImageOutput(
        @Nullable String type,
        @Nullable Integer index,
        @Nullable ImageUrl imageUrl,
        JsonObject extra) implements Wire {

    /** The image's address, usually a {@code data:} URL that holds it; empty where it is absent. */
    public String url() {
        return imageUrl == null || imageUrl.url() == null ? "" : imageUrl.url();
    }

    static ImageOutput read(WireReader in) {
        String type = null;
        Integer index = null;
        ImageUrl imageUrl = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "type" -> type = in.string();
                case "index" -> index = in.integer();
                case "image_url" -> imageUrl = in.object() ? ImageUrl.read(in) : null;
                default -> in.keep();
            }
        }
        return new ImageOutput(type, index, imageUrl, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra)
                .member("type", type)
                .member("index", index)
                .member("image_url", imageUrl)
                .end();
    }
}
