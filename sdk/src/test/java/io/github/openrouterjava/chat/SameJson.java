package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import org.junit.jupiter.api.Assertions;

/** Equality of JSON as this SDK means it: a member that is null counts as absent, a number by its decimal value. */
final class SameJson {
    private SameJson() {}

    static void assertSame(Json one, Json other) {
        if (!same(one, other)) {
            Assertions.fail("not the same JSON:\n" + one + "\n" + other);
        }
    }

    private static boolean same(Json one, Json other) {
        return switch (one) {
            case JsonObject object ->
                other instanceof JsonObject second && covers(object, second) && covers(second, object);
            case JsonArray(var elements) -> {
                boolean same =
                        other instanceof JsonArray second && second.elements().size() == elements.size();
                for (int i = 0; same && i < elements.size(); i++) {
                    same = same(elements.get(i), ((JsonArray) other).elements().get(i));
                }
                yield same;
            }
            case JsonNumber number -> other instanceof JsonNumber second && same(number, second);
            default -> one.equals(other);
        };
    }

    private static boolean covers(JsonObject one, JsonObject other) {
        return one.members().entrySet().stream()
                .allMatch(member -> member.getValue() instanceof JsonNull
                        || (other.get(member.getKey()) instanceof Json value && same(member.getValue(), value)));
    }

    private static boolean same(JsonNumber one, JsonNumber other) {
        return one.equals(other)
                || (one.toBigDecimal() != null
                        && other.toBigDecimal() != null
                        && one.toBigDecimal().compareTo(other.toBigDecimal()) == 0);
    }
}
