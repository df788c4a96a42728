package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sealed interface: one of its records, which the member {@code type} names. */
final class Union extends Composite {
    private List<Product> records = List.of();

    Union(Class<?> type) {
        super(type);
    }

    void complete(List<Product> records) {
        this.records = List.copyOf(records);
    }

    @Override
    Iterable<Form> parts() {
        return List.copyOf(records);
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        var schemas = new ArrayList<Json>();
        for (Product product : records) {
            schemas.add(writer.use(product, null, place));
        }
        return SchemaWriter.described(JsonObject.of("anyOf", new JsonArray(schemas)), description());
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (!(json instanceof JsonObject object)) {
            problems.mismatch(place, words(), json);
            return null;
        }
        Json tag = object.get(Product.TAG);
        if (tag == null) {
            problems.add(place.member(Product.TAG), "is missing: it must be " + tags());
            return null;
        }
        if (tag instanceof JsonString(String name)) {
            for (Product product : records) {
                if (name.equals(product.tag())) {
                    return product.read(json, place, problems);
                }
            }
        }
        problems.mismatch(place.member(Product.TAG), tags(), tag);
        return null;
    }

    private String tags() {
        var tags = new StringBuilder(records.size() == 1 ? "" : "one of ");
        for (int i = 0; i < records.size(); i++) {
            tags.append(i == 0 ? "" : ", ")
                    .append(Words.quoted(String.valueOf(records.get(i).tag())));
        }
        return tags.toString();
    }

    @Override
    Json write(Object value, Place place) {
        for (Product product : records) {
            if (product.type == value.getClass()) {
                return product.write(value, place);
            }
        }
        throw Problems.one(
                place, "is a " + value.getClass().getName() + ", which " + type.getName() + " does not permit");
    }
}
