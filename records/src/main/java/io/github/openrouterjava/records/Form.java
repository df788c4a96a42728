package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What a type looks like as JSON. Immutable once it is complete; of one type all values have one form. */
abstract class Form {
    /** What the JSON must be, as it follows "must be" in a message: {@code a whole number}. */
    abstract String words();

    /** The schema of this form alone, without what its place adds to it. */
    abstract JsonObject schema(SchemaWriter writer, Place place);

    /** The value that the JSON holds, or anything where a problem was added. */
    abstract @Nullable Object read(Json json, Place place, Problems problems);

    /** @param value of the type whose form this is */
    abstract Json write(Object value, Place place);

    /** Whether the JSON may be null, or the member not there. */
    boolean mayBeAbsent() {
        return false;
    }

    /** The value that stands for null. */
    @Nullable
    Object absent() {
        return null;
    }

    /** Null is written as null wherever it turns up: only who reads it back may mind. */
    final Json writeOrNull(@Nullable Object value, Place place) {
        return value == null ? JsonNull.NULL : write(value, place);
    }

    /** @throws io.github.openrouterjava.bind.BindException where a value is nested in itself, or as good as */
    static void checkDepth(Place place) {
        if (place.isTooDeep()) {
            throw Problems.one(place, "is nested too deeply");
        }
    }
}
