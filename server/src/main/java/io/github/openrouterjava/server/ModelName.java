package io.github.openrouterjava.server;

import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonReader;
import org.jspecify.annotations.Nullable;

/** The model that a request asks for, read without making anything of the rest. */
final class ModelName {
    private ModelName() {}

    /** Null where the body is no JSON object, or names none. */
    static @Nullable String of(HttpRequest request) {
        var reader = new JsonReader(request.body().bytes());
        try {
            if (reader.peek() != JsonReader.Kind.OBJECT) {
                return null;
            }
            String model = null;
            reader.beginObject();
            while (reader.nextMember()) {
                if (reader.name().equals("model") && reader.peek() == JsonReader.Kind.STRING) {
                    model = reader.string();
                } else {
                    reader.skip();
                }
            }
            reader.end();
            return model;
        } catch (JsonException notJson) {
            return null;
        }
    }
}
