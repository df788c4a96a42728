package io.github.openrouterjava.jackson;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Binds by a program's own mapper of Jackson 2, in all as {@link JacksonBinding} does by one of Jackson 3; but it reads up
 * to the first problem only. Java's dates, times and optionals need the mapper's modules.
 */
public final class Jackson2Binding implements Binding {
    private final ObjectMapper mapper;
    private final ConcurrentMap<Class<?>, JsonObject> schemas = new ConcurrentHashMap<>();

    public Jackson2Binding(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public JsonObject schema(Class<?> type) {
        return schemas.computeIfAbsent(type, this::described);
    }

    private JsonObject described(Class<?> type) {
        try {
            var view = new View2();
            mapper.acceptJsonFormatVisitor(type, view);
            return StrictSchema.of(view.node(), type);
        } catch (IOException failure) {
            throw problem(failure);
        }
    }

    @Override
    public <T> T read(Json json, Class<T> type) {
        T value;
        try {
            value = mapper.readerFor(type).readValue(json.toBytes());
        } catch (IOException failure) {
            throw problem(failure);
        }
        if (value == null) {
            throw Problems.one("$", "must not be null");
        }
        return value;
    }

    @Override
    public Json write(@Nullable Object value) {
        if (value == null) {
            return JsonNull.NULL;
        }
        if (value instanceof Json json) {
            return json;
        }
        try {
            return Json.parse(mapper.writeValueAsBytes(value));
        } catch (IOException failure) {
            throw problem(failure);
        }
    }

    private static BindException problem(IOException failure) {
        var path = new StringBuilder("$");
        if (failure instanceof JsonMappingException mapping) {
            for (JsonMappingException.Reference step : mapping.getPath()) {
                Problems.step(path, step.getFieldName(), step.getIndex());
            }
        }
        String message = failure instanceof JacksonException ours ? ours.getOriginalMessage() : failure.getMessage();
        return Problems.one(path.toString(), Problems.words(message));
    }
}
