package io.github.openrouterjava.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in the order they stand (RFC 9110, section 5), immutable; names are compared without regard to case.
 *
 * <p>{@link #toString()} shows the values of fields that are known to be harmless, and no other.
 */
public record Headers(List<Field> fields) {
    public static final Headers NONE = new Headers(List.of());

    private static final List<String> HARMLESS = List.of(
            "accept",
            "cache-control",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "date",
            "retry-after",
            "server",
            "transfer-encoding",
            "user-agent",
            "x-generation-id",
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-reset");

    /** One field line. */
    public record Field(String name, String value) {
        /**
         * @throws IllegalArgumentException where the name is no token, or the value holds anything but printable ASCII,
         *     spaces and tabs: a line break would let it become a field of its own, and there is no one way to send
         *     other characters
         */
        public Field {
            if (!isToken(name)) {
                throw new IllegalArgumentException("not a header name: '" + name + "'");
            }
            if (!isPrintable(value)) {
                throw new IllegalArgumentException(
                        "the value of header '" + name + "' holds a character that is not printable ASCII");
            }
        }

        private static boolean isPrintable(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if ((c < ' ' && c != '\t') || c > '~') {
                    return false;
                }
            }
            return true;
        }

        static boolean isToken(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                    return false;
                }
            }
            return !text.isEmpty();
        }

        @Override
        public String toString() {
            return name + ": " + (HARMLESS.contains(name.toLowerCase(Locale.ROOT)) ? value : "***");
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
        return with(of(name, value));
    }

    /** A copy in which these fields stand in place of those with their names. */
    public Headers with(Headers others) {
        var all = new ArrayList<Field>();
        for (Field field : fields) {
            if (others.first(field.name()) == null) {
                all.add(field);
            }
        }
        all.addAll(others.fields);
        return new Headers(all);
    }

    /** The field lines, all values masked but those that are known to be harmless. */
    @Override
    public String toString() {
        return String.join(", ", fields.stream().map(Field::toString).toList());
    }
}
