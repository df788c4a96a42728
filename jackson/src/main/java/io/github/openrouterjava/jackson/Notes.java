package io.github.openrouterjava.jackson;

import io.github.openrouterjava.bind.Description;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** What stands at the members of a class besides Jackson's own annotations. */
final class Notes {
    private Notes() {}

    static @Nullable String description(AnnotatedElement element) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? null : description.value();
    }

    /** The description at a property's member; where that is a record's accessor, at its component. */
    static @Nullable String ofMember(@Nullable AnnotatedElement member) {
        RecordComponent component = component(member);
        if (component != null) {
            return description(component);
        }
        return member == null ? null : description(member);
    }

    /** True where an annotation named Nullable stands at the member or at its type. */
    static boolean isNullable(@Nullable AnnotatedElement member) {
        RecordComponent component = component(member);
        if (component != null && (hasNullable(component) || hasNullable(component.getAnnotatedType()))) {
            return true;
        }
        if (member instanceof Method method) {
            return hasNullable(method) || hasNullable(method.getAnnotatedReturnType());
        }
        return member instanceof Field field && (hasNullable(field) || hasNullable(field.getAnnotatedType()));
    }

    private static boolean hasNullable(AnnotatedElement element) {
        for (var annotation : element.getAnnotations()) {
            if (annotation.annotationType().getSimpleName().equals("Nullable")) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable RecordComponent component(@Nullable AnnotatedElement member) {
        if (!(member instanceof java.lang.reflect.Member named)
                || !named.getDeclaringClass().isRecord()) {
            return null;
        }
        for (RecordComponent component : named.getDeclaringClass().getRecordComponents()) {
            if (component.getName().equals(named.getName())) {
                return component;
            }
        }
        return null;
    }
}
