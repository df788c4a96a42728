package io.github.openrouterjava.records;

import io.github.openrouterjava.bind.Description;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant of an enum, by its name. In another case it is the same constant, where only one can be meant. */
final class Choice extends Form {
    private final Class<?> type;
    private final Enum<?>[] constants;

    Choice(Class<?> type) {
        this.type = type;
        this.constants = (Enum<?>[]) type.getEnumConstants();
    }

    @Override
    String words() {
        var names = new StringBuilder(constants.length == 1 ? "" : "one of ");
        for (int i = 0; i < constants.length; i++) {
            names.append(i == 0 ? "" : ", ").append(Words.quoted(constants[i].name()));
        }
        return names.toString();
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        var names = new ArrayList<String>();
        String meaning = SchemaWriter.description(type);
        for (Enum<?> constant : constants) {
            names.add(constant.name());
            String own = description(constant);
            if (own != null) {
                meaning = (meaning == null ? "" : meaning + "\n") + constant.name() + ": " + own;
            }
        }
        JsonObject schema = JsonObject.of("type", Json.of("string")).with("enum", Json.of(List.copyOf(names)));
        return SchemaWriter.described(schema, meaning);
    }

    private @Nullable String description(Enum<?> constant) {
        try {
            Description description = type.getField(constant.name()).getAnnotation(Description.class);
            return description == null ? null : description.value();
        } catch (NoSuchFieldException renamed) {
            return null; // by a tool that shortens names; then there are no annotations either
        }
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (json instanceof JsonString(String name)) {
            Enum<?> found = constant(name);
            if (found != null) {
                return found;
            }
        }
        problems.mismatch(place, words(), json);
        return null;
    }

    private @Nullable Enum<?> constant(String name) {
        Enum<?> alike = null;
        boolean several = false;
        for (Enum<?> constant : constants) {
            if (constant.name().equals(name)) {
                return constant;
            }
            if (constant.name().equalsIgnoreCase(name)) {
                several = alike != null;
                alike = constant;
            }
        }
        return several ? null : alike;
    }

    @Override
    Json write(Object value, Place place) {
        return Json.of(((Enum<?>) value).name());
    }
}
