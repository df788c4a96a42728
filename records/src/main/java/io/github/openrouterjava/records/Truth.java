package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A boolean. */
final class Truth extends Form {
    @Override
    String words() {
        return "true or false";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        return JsonObject.of("type", Json.of("boolean"));
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (json instanceof JsonBoolean(boolean value)) {
            return value;
        }
        problems.mismatch(place, words(), json);
        return null;
    }

    @Override
    Json write(Object value, Place place) {
        return Json.of((boolean) value);
    }
}
