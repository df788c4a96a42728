package io.github.openrouterjava.jackson;

import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mapper makes of a type, as far as a schema tells it. */
sealed interface Node {
    /** Something simple, whose schema it is. */
    record Leaf(JsonObject schema) implements Node {}

    /** An array of these. */
    record Many(Node element) implements Node {}

    /** This or null. */
    record OrNull(Node node) implements Node {}

    /** What no strict schema can say, and why. */
    record Open(String why) implements Node {}

    /** A property. */
    record Property(Node node, @Nullable String description) {}

    /** An object, or one of several: what may be in itself, and so is filled in later. Equal to no other. */
    sealed interface Named extends Node permits Fields, OneOf {
        String name();

        @Nullable
        String description();
    }

    /** An object by its properties, in the order in which they are written. */
    final class Fields implements Named {
        private final Class<?> type;
        final Map<String, Property> properties = new java.util.LinkedHashMap<>();

        Fields(Class<?> type) {
            this.type = type;
        }

        @Override
        public String name() {
            return type.getSimpleName();
        }

        @Override
        public @Nullable String description() {
            return Notes.description(type);
        }
    }

    /** A union of objects that a property tells apart. */
    final class OneOf implements Named {
        private final Class<?> type;
        List<Node> arms = List.of();

        OneOf(Class<?> type) {
            this.type = type;
        }

        @Override
        public String name() {
            return type.getSimpleName();
        }

        @Override
        public @Nullable String description() {
            return Notes.description(type);
        }
    }
}
