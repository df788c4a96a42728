package io.github.openrouterjava.records;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A type as it is used: its class, what it is of, and whether it may be null, with every type variable replaced.
 *
 * @param type the class; null where a type variable stands for nothing in particular
 * @param variable the name of that type variable, and otherwise empty
 * @param of a list's element, a map's two, a generic record's arguments
 */
record Shape(@Nullable Class<?> type, String variable, boolean nullable, List<Shape> of) {
    static Shape of(Class<?> type) {
        List<Shape> of = type.isArray() ? List.of(of(type.getComponentType())) : List.of();
        return new Shape(type, "", false, of);
    }

    static Shape of(AnnotatedType used, Map<String, Shape> variables) {
        boolean nullable = isNullable(used);
        if (used instanceof AnnotatedWildcardType wildcard) {
            return of(wildcard.getAnnotatedUpperBounds()[0], variables).orNull(nullable);
        }
        if (used instanceof AnnotatedArrayType array) {
            Shape element = of(array.getAnnotatedGenericComponentType(), variables);
            Class<?> type = element.type == null ? null : element.type.arrayType();
            return new Shape(type, element.variable, nullable, List.of(element));
        }
        Type type = used.getType();
        if (type instanceof TypeVariable<?> variable) {
            Shape known = variables.get(variable.getName());
            return known == null ? new Shape(null, variable.getName(), nullable, List.of()) : known.orNull(nullable);
        }
        var of = new ArrayList<Shape>();
        if (used instanceof AnnotatedParameterizedType generic) {
            for (AnnotatedType argument : generic.getAnnotatedActualTypeArguments()) {
                of.add(of(argument, variables));
            }
        }
        return new Shape(raw(type), "", nullable, List.copyOf(of));
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    /** True where an annotation of this name is there, whoever it is by: JSpecify, Jakarta, Spring, or the program itself. */
    static boolean isNullable(AnnotatedElement element) {
        for (var annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }

    /** What to call it in a message. */
    String name() {
        return type == null ? variable : type.getTypeName();
    }

    Shape orNull(boolean orNull) {
        return orNull && !nullable ? new Shape(type, variable, true, of) : this;
    }

    Shape notNull() {
        return nullable ? new Shape(type, variable, false, of) : this;
    }
}
