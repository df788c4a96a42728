package io.github.openrouterjava.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they stand (RFC 9110, section 5), immutable; names are compared without regard to case.
 *
 * <p>{@link #toString()} never shows the value of a field that carries a credential.
 */
public record Headers(List<Field> fields) {
    public static final Headers NONE = new Headers(List.of());

    private static final List<String> SECRET =
            List.of("authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key");

    /** One field line. */
    public record Field(String name, String value) {
        /**
         * @throws IllegalArgumentException where the name is no token or the value holds a line break or NUL: both would
         *     let a value become a field of its own
         */
        public Field {
            if (name.isEmpty() || !name.chars().allMatch(Field::isTokenChar)) {
                throw new IllegalArgumentException("not a header name: '" + name + "'");
            }
            if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
                throw new IllegalArgumentException("the value of header '" + name + "' holds a line break or NUL");
            }
        }

        private static boolean isTokenChar(int c) {
            return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
        }

        @Override
        public String toString() {
            return name + ": " + (SECRET.contains(name.toLowerCase(Locale.ROOT)) ? "***" : value);
        }
    }

    public Headers {
        fields = List.copyOf(fields);
    }

    /** Fields from names and values in turn. */
    public static Headers of(String... namesAndValues) {
        var fields = new ArrayList<Field>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    /** The value of the first field with this name, or null. */
    public @Nullable String first(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** A copy with the fields of this name replaced by one. */
    public Headers with(String name, String value) {
        var copy = new ArrayList<>(fields);
        copy.removeIf(field -> field.name().equalsIgnoreCase(name));
        copy.add(new Field(name, value));
        return new Headers(copy);
    }

    /** The field lines, credentials masked. */
    @Override
    public String toString() {
        return String.join(", ", fields.stream().map(Field::toString).toList());
    }
}
