package io.github.openrouterjava.jackson;

import io.github.openrouterjava.bind.BindException;
import io.github.openrouterjava.bind.BindException.Problem;
import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.exc.CollectedProblem;
import tools.jackson.databind.exc.DeferredBindingException;

/**
 * Binds by a program's own mapper of Jackson 3.
 *
 * <p>The schema is what the mapper's serializers tell: names, order and constants as they are written, descriptions by
 * {@code @JsonPropertyDescription} or {@link io.github.openrouterjava.bind.Description}. A property may be null where it
 * is an {@code Optional} or an annotation named {@code Nullable} stands at it. Polymorphic types are unions if a name in a
 * property tells them apart. What is missing, null or unknown when reading is judged by the mapper's settings.
 *
 * <p>Schemas are kept as long as this binding.
 */
public final class JacksonBinding implements Binding {
    private final ObjectMapper mapper;
    private final ConcurrentMap<Class<?>, JsonObject> schemas = new ConcurrentHashMap<>();

    public JacksonBinding(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public JsonObject schema(Class<?> type) {
        return schemas.computeIfAbsent(type, this::described);
    }

    private JsonObject described(Class<?> type) {
        try {
            var view = new View3();
            mapper.acceptJsonFormatVisitor(type, view);
            return StrictSchema.of(view.node(), type);
        } catch (JacksonException failure) {
            throw problem(failure);
        }
    }

    @Override
    public <T> T read(Json json, Class<T> type) {
        T value;
        try {
            value = mapper.readerFor(type).problemCollectingReader().readValueCollectingProblems(json.toBytes());
        } catch (DeferredBindingException failure) {
            throw problems(failure);
        } catch (JacksonException failure) {
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
        } catch (JacksonException failure) {
            throw problem(failure);
        }
    }

    /** All of them, but not that an object was refused for the values that stand in for wrong ones inside it. */
    private static BindException problems(DeferredBindingException failure) {
        List<Problem> problems = new ArrayList<>();
        for (CollectedProblem each : failure.getProblems()) {
            String path = path(each.getPath());
            if (!isAbove(path, problems)) {
                problems.add(new Problem(path, Problems.words(each.getMessage())));
            }
        }
        return new BindException(problems);
    }

    private static boolean isAbove(String path, List<Problem> problems) {
        for (Problem problem : problems) {
            if (problem.path().startsWith(path) && problem.path().length() > path.length()) {
                char next = problem.path().charAt(path.length());
                if (next == '.' || next == '[') {
                    return true;
                }
            }
        }
        return false;
    }

    private static String path(JsonPointer pointer) {
        var path = new StringBuilder("$");
        for (var at = pointer; at != null && !at.matches(); at = at.tail()) {
            int index = at.getMatchingIndex();
            Problems.step(path, index < 0 ? at.getMatchingProperty() : null, index);
        }
        return path.toString();
    }

    private static BindException problem(JacksonException failure) {
        var path = new StringBuilder("$");
        for (JacksonException.Reference step : failure.getPath()) {
            Problems.step(path, step.getPropertyName(), step.getIndex());
        }
        return Problems.one(path.toString(), Problems.words(failure.getOriginalMessage()));
    }
}
