package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where an image is.
 *
 * @param url an address, or a {@code data:} URL that holds the image
 * @param detail how closely a model shall look at it: {@code auto}, {@code low}, {@code high}, {@code original}
 */
public record ImageUrl(@Nullable String url, @Nullable String detail, JsonObject extra) implements Wire {
    public static ImageUrl of(String url) {
        return new ImageUrl(url, null, JsonObject.EMPTY);
    }

    static ImageUrl read(WireReader in) {
        String url = null;
        String detail = null;
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "url" -> url = in.string();
                case "detail" -> detail = in.string();
                default -> in.keep();
            }
        }
        return new ImageUrl(url, detail, in.end());
    }

    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, extra).member("url", url).member("detail", detail).end();
    }
}
