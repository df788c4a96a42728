package io.github.openrouterjava.records;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Description;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schema of a record in the form that the strict modes of OpenAI, Anthropic and Gemini have in common.
 *
 * <p>Every object is closed and requires all its members; what may be missing is a union with null. There are no limits of
 * numbers, lengths or patterns. What is used twice or contains itself stands once, among {@code $defs}. Beside a
 * {@code $ref} nothing may stand (OpenAI refuses it), so a described one is the only arm of an {@code anyOf}.
 */
final class SchemaWriter {
    private final Composite root;
    private final Set<Composite> repeated = new HashSet<>();
    private final Map<Composite, String> names = new HashMap<>();
    private final Map<String, Json> definitions = new LinkedHashMap<>();
    private final Problems problems = new Problems();

    private SchemaWriter(Composite root) {
        this.root = root;
    }

    /** @throws BindException where something can't be said in a strict schema */
    static JsonObject write(Product root) {
        var writer = new SchemaWriter(root);
        writer.findRepeated();
        JsonObject schema = root.schema(writer, Place.ROOT);
        writer.problems.check();
        return writer.definitions.isEmpty() ? schema : schema.with("$defs", new JsonObject(writer.definitions));
    }

    private void findRepeated() {
        var seen = new HashSet<Composite>();
        var waiting = new ArrayList<Form>(List.of(root));
        while (!waiting.isEmpty()) {
            Form form = waiting.removeLast();
            if (form instanceof Maybe maybe) {
                waiting.add(maybe.form());
            } else if (form instanceof Several several) {
                waiting.add(several.element());
            } else if (form instanceof Composite composite) {
                if (seen.add(composite)) {
                    composite.parts().forEach(waiting::add);
                } else {
                    repeated.add(composite);
                }
            }
        }
    }

    /** The schema of a form at a place that may have a description of its own. */
    JsonObject use(Form form, @Nullable String description, Place place) {
        JsonObject schema = form instanceof Composite composite && repeated.contains(composite)
                ? reference(composite, place)
                : form.schema(this, place);
        if (description == null || !schema.has("$ref")) {
            return described(schema, description);
        }
        return described(JsonObject.of("anyOf", JsonArray.of(schema)), description);
    }

    private JsonObject reference(Composite composite, Place place) {
        if (composite.equals(root)) {
            return JsonObject.of("$ref", Json.of("#"));
        }
        String name = names.get(composite);
        if (name == null) {
            name = unusedName(composite.type.getSimpleName());
            names.put(composite, name);
            definitions.put(name, JsonObject.EMPTY); // keeps the place: it is under way
            definitions.put(name, composite.schema(this, place));
        }
        return JsonObject.of("$ref", Json.of("#/$defs/" + name));
    }

    private String unusedName(String name) {
        String unused = name;
        for (int i = 2; definitions.containsKey(unused); i++) {
            unused = name + "_" + i;
        }
        return unused;
    }

    JsonObject impossible(Place place, String what) {
        problems.add(place, what);
        return JsonObject.EMPTY;
    }

    /** An object with exactly these members. */
    static JsonObject closed(Map<String, Json> properties) {
        return JsonObject.of("type", Json.of("object"))
                .with("properties", new JsonObject(properties))
                .with("required", Json.of(List.copyOf(properties.keySet())))
                .with("additionalProperties", JsonBoolean.FALSE);
    }

    /** The schema, or null: by its type where that is all it says, and by a union otherwise. */
    static JsonObject orNull(JsonObject schema) {
        String type = schema.string("type");
        if (type != null && !schema.has("enum") && !schema.has("properties") && !schema.has("items")) {
            return schema.with("type", Json.of(List.of(type, "null")));
        }
        JsonObject nothing = JsonObject.of("type", Json.of("null"));
        JsonArray arms = schema.array("anyOf");
        if (arms == null) {
            return JsonObject.of("anyOf", JsonArray.of(schema, nothing));
        }
        var all = new ArrayList<>(arms.elements());
        all.add(nothing);
        return schema.with("anyOf", new JsonArray(all));
    }

    /** The schema with the description before what it says already; a description of its own stays behind it. */
    static JsonObject described(JsonObject schema, @Nullable String description) {
        if (description == null) {
            return schema;
        }
        String own = schema.string("description");
        Json text = Json.of(own == null ? description : description + "\n" + own);
        if (own != null) {
            return schema.with("description", text);
        }
        var members = new LinkedHashMap<String, Json>();
        Json type = schema.get("type");
        if (type != null) {
            members.put("type", type);
        }
        members.put("description", text);
        schema.members().forEach(members::putIfAbsent);
        return new JsonObject(members);
    }

    static @Nullable String description(Class<?> type) {
        Description description = type.getAnnotation(Description.class);
        return description == null ? null : description.value();
    }
}
