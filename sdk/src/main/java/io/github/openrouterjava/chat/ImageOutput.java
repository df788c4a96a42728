package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.io.IOException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
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

    /** Such as {@code image/png}, as its {@code data:} URL says; null where it has none. */
    public @Nullable String mediaType() {
        String url = url();
        int end = url.indexOf(';');
        return url.startsWith("data:") && end > 0 && end < url.indexOf(',') ? url.substring(5, end) : null;
    }

    /**
     * Writes the image to a file.
     *
     * @param name without the ending that says what it is, such as {@code .png}: it is added where it is not there
     * @param options such as {@code CREATE, TRUNCATE_EXISTING}; for none, the file must not exist yet
     * @return the file
     * @throws IOException where the image is not in the answer but elsewhere, is no base64, or the file can't be written
     */
    public Path save(Path name, OpenOption... options) throws IOException {
        String url = url();
        int comma = url.indexOf(',');
        String type = mediaType();
        if (type == null || !url.startsWith(";base64", comma - ";base64".length())) {
            throw new IOException(
                    url.isEmpty()
                            ? "the image has no URL"
                            : url.startsWith("data:")
                                    ? "the image's data URL is not one of base64"
                                    : "the image is not in the answer, but at " + url + ": fetch it from there");
        }
        String ending = "." + MediaTypes.ending(type);
        String given = String.valueOf(name.getFileName());
        Path file = given.endsWith(ending) ? name : name.resolveSibling(given + ending);
        try (var out = new Base64Output(file, options)) {
            out.add(url, comma + 1);
        }
        return file;
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
