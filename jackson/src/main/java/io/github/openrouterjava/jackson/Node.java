package io.github.openrouterjava.jackson;

import io.github.openrouterjava.json.JsonObject;
import java.util.LinkedHashMap;
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
    abstract sealed class Named implements Node {
        private final Class<?> type;

        private Named(Class<?> type) {
            this.type = type;
        }

        String name() {
            return type.getSimpleName();
        }

        @Nullable
        String description() {
            return Notes.description(type);
        }
    }

    /** An object by its properties, in the order in which they are written. */
    final class Fields extends Named {
        final Map<String, Property> properties = new LinkedHashMap<>();

        Fields(Class<?> type) {
            super(type);
        }
    }

    /** A union of objects that a property tells apart. */
    final class OneOf extends Named {
        List<Node> arms = List.of();

        OneOf(Class<?> type) {
            super(type);
        }
    }
}
