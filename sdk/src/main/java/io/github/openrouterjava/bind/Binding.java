package io.github.openrouterjava.bind;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Makes values of a program's own types of JSON, and JSON of them. Safe for use by several threads. */
public interface Binding {
    /**
     * The JSON Schema of the type in the strict form that providers accept: closed objects whose members are all required.
     *
     * @throws BindException where the type can't be described, with the path of the component that is in the way
     */
    JsonObject schema(Class<?> type);

    /**
     * The value that the JSON holds.
     *
     * @throws BindException where it does not match, with all that does not
     */
    <T> T read(Json json, Class<T> type);

    /**
     * The value as JSON; null is a JSON null.
     *
     * @throws BindException where it can't be written
     */
    Json write(@Nullable Object value);

    /**
     * The binding that is on the class path or the module path, looked for once.
     *
     * @throws IllegalStateException where there is none, or more than one
     */
    static Binding standard() {
        return Standard.binding();
    }
}
