package io.github.openrouterjava.records;

import org.jspecify.annotations.Nullable;

/** A form with a name and forms inside it: in a schema it may stand among the definitions. */
abstract class Composite extends Form {
    final Class<?> type;

    Composite(Class<?> type) {
        this.type = type;
    }

    @Override
    String words() {
        return "an object";
    }

    /** The forms right inside this one. */
    abstract Iterable<Form> parts();

    final @Nullable String description() {
        return SchemaWriter.description(type);
    }
}
