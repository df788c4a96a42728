package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What may be null in JSON, or not be there: a nullable value, or an optional of one of the four kinds. */
final class Maybe extends Form {
    private final Form form;
    private final Class<?> optional;

    /** @param optional the optional's class, or Object where it is simply null */
    Maybe(Form form, Class<?> optional) {
        this.form = form;
        this.optional = optional;
    }

    @Override
    String words() {
        return form.words() + " or null";
    }

    @Override
    JsonObject schema(SchemaWriter writer, Place place) {
        return SchemaWriter.orNull(writer.use(form, null, place));
    }

    Form form() {
        return form;
    }

    @Override
    boolean mayBeAbsent() {
        return true;
    }

    @Override
    @Nullable
    Object absent() {
        return wrapped(null);
    }

    @Override
    @Nullable
    Object read(Json json, Place place, Problems problems) {
        if (json instanceof JsonNull) {
            return absent();
        }
        return wrapped(form.read(json, place, problems));
    }

    private @Nullable Object wrapped(@Nullable Object value) {
        if (optional == Optional.class) {
            return Optional.ofNullable(value);
        }
        if (optional == OptionalInt.class) {
            return value == null ? OptionalInt.empty() : OptionalInt.of((int) value);
        }
        if (optional == OptionalLong.class) {
            return value == null ? OptionalLong.empty() : OptionalLong.of((long) value);
        }
        if (optional == OptionalDouble.class) {
            return value == null ? OptionalDouble.empty() : OptionalDouble.of((double) value);
        }
        return value;
    }

    @Override
    Json write(Object value, Place place) {
        return form.writeOrNull(unwrapped(value), place);
    }

    private static @Nullable Object unwrapped(Object value) {
        if (value instanceof Optional<?> some) {
            return some.orElse(null);
        }
        if (value instanceof OptionalInt some) {
            return some.isPresent() ? some.getAsInt() : null;
        }
        if (value instanceof OptionalLong some) {
            return some.isPresent() ? some.getAsLong() : null;
        }
        if (value instanceof OptionalDouble some) {
            return some.isPresent() ? some.getAsDouble() : null;
        }
        return value;
    }
}
