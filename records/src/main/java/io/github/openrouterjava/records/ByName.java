package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from names, which is an object of any members: it can be read and written, and no strict schema describes it. */
final class ByName extends Form {
    private final Form value;

    ByName(Form value) {
        this.value = value;
    }

    @Override
    String words() {
        return "an object";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        return writer.impossible(
                place,
                "is a map, whose names a strict schema can't leave open: make it a list of records, such as"
                        + " record Entry(String name, X value)");
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (!(json instanceof JsonObject(Map<String, Json> members))) {
            problems.mismatch(place, words(), json);
            return null;
        }
        checkDepth(place);
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (Map.Entry<String, Json> member : members.entrySet()) {
            String name = member.getKey();
            values.put(name, value.read(member.getValue(), place.member(name), problems));
        }
        return Collections.unmodifiableMap(values);
    }

    @Override
    Json write(Object map, Place place) {
        checkDepth(place);
        var members = new LinkedHashMap<String, Json>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) map).entrySet()) {
            String name = String.valueOf(entry.getKey());
            members.put(name, value.writeOrNull(entry.getValue(), place.member(name)));
        }
        return new JsonObject(members);
    }
}
