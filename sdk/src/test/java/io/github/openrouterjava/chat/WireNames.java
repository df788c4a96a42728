package io.github.openrouterjava.chat;

/** The names that members of the wire format have in Java. */
final class WireNames {
    private WireNames() {}

    static String camelCase(String wireName) {
        var name = new StringBuilder();
        for (String word : wireName.split("_")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
