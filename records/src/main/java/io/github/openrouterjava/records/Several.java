package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A list, a set or an array. What is read is unmodifiable and in the order of the document. */
final class Several extends Form {
    private final Class<?> type;
    private final Form element;

    /** @param type a List, Collection, Set, or an array's class */
    Several(Class<?> type, Form element) {
        this.type = type;
        this.element = element;
    }

    Form element() {
        return element;
    }

    @Override
    String words() {
        return "an array";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        return JsonObject.of("type", Json.of("array")).with("items", writer.use(element, null, place.element()));
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (!(json instanceof JsonArray(List<Json> elements))) {
            problems.mismatch(place, words(), json);
            return null;
        }
        checkDepth(place);
        int before = problems.count();
        var values = new ArrayList<@Nullable Object>(elements.size());
        for (int i = 0; i < elements.size(); i++) {
            values.add(element.read(elements.get(i), place.element(i), problems));
        }
        return problems.count() > before ? null : collected(values);
    }

    private Object collected(List<@Nullable Object> values) {
        if (type == Set.class) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(values));
        }
        if (!type.isArray()) {
            return Collections.unmodifiableList(values);
        }
        Object array = Array.newInstance(type.getComponentType(), values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, values.get(i));
        }
        return array;
    }

    @Override
    Json write(Object value, Place place) {
        checkDepth(place);
        var elements = new ArrayList<Json>();
        if (value instanceof Collection<?> collection) {
            for (Object each : collection) {
                elements.add(element.writeOrNull(each, place.element(elements.size())));
            }
        } else {
            int length = Array.getLength(value);
            for (int i = 0; i < length; i++) {
                elements.add(element.writeOrNull(Array.get(value, i), place.element(i)));
            }
        }
        return new JsonArray(elements);
    }
}
