package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import org.jspecify.annotations.Nullable;

/** JSON that stays JSON. Of its types, a strict schema can say only the simple ones. */
final class AsItIs extends Form {
    private final Class<?> type;

    /** @param type Json or one of its kinds */
    AsItIs(Class<?> type) {
        this.type = type;
    }

    @Override
    String words() {
        if (type == JsonObject.class) {
            return "an object";
        }
        if (type == JsonArray.class) {
            return "an array";
        }
        if (type == JsonString.class) {
            return "a string";
        }
        if (type == JsonNumber.class) {
            return "a number";
        }
        return type == JsonBoolean.class ? "true or false" : "any JSON";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        if (type == JsonString.class || type == JsonNumber.class || type == JsonBoolean.class) {
            String name = type.getSimpleName().substring("Json".length()).toLowerCase(java.util.Locale.ROOT);
            return JsonObject.of("type", Json.of(name));
        }
        return writer.impossible(
                place,
                "is a " + type.getSimpleName()
                        + ", which a strict schema can't leave open: make it a record, or a string that holds JSON");
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (!type.isInstance(json)) {
            problems.mismatch(place, words(), json);
        }
        return json;
    }

    @Override
    Json write(Object value, Place place) {
        return (Json) value;
    }
}
