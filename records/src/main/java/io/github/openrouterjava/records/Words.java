package io.github.openrouterjava.records;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;

/** How names and values are put into messages and schemas. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    /** A value in few words: its text where it is short, of objects and arrays only that they are one. */
    static String of(Json json) {
        if (json instanceof JsonObject) {
            return "an object";
        }
        if (json instanceof JsonArray) {
            return "an array";
        }
        return json instanceof JsonString(String value) ? quoted(value) : shortened(json.toString());
    }

    static String quoted(String text) {
        return Json.of(shortened(text)).toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** {@code CreditCard} as {@code credit_card}, {@code HTTPGet} as {@code http_get}. */
    static String snakeCase(String name) {
        var snake = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean begins = Character.isUpperCase(c)
                    && i > 0
                    && name.charAt(i - 1) != '_'
                    && (!Character.isUpperCase(name.charAt(i - 1))
                            || i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1)));
            if (begins) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
