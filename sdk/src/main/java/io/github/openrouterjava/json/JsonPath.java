package io.github.openrouterjava.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;

/** Finds the path of a place in a document by reading the bytes before it again, so that reading itself keeps none. */
final class JsonPath {
    private JsonPath() {}

    /** The path of the value, or of the member name, that holds the byte at {@code place}. */
    static String of(byte[] bytes, int from, int place) {
        Deque<Object> path = new ArrayDeque<>(); // a String for an object's current member, an Integer for an index
        boolean nameExpected = false;
        int at = from;
        while (at < place) {
            switch (bytes[at]) {
                case '{' -> {
                    path.push("");
                    nameExpected = true;
                }
                case '[' -> {
                    path.push(0);
                    nameExpected = false;
                }
                case '}', ']' -> {
                    path.poll();
                    nameExpected = false;
                }
                case ',' -> {
                    Object last = path.poll();
                    if (last instanceof Integer index) {
                        path.push(index + 1);
                    } else if (last != null) {
                        path.push("");
                        nameExpected = true;
                    }
                }
                case '"' -> {
                    int end = closingQuote(bytes, at, place);
                    if (nameExpected && end < place) {
                        path.poll();
                        path.push(new String(bytes, at + 1, end - at - 1, StandardCharsets.UTF_8));
                        nameExpected = false;
                    }
                    at = end;
                }
                default -> {}
            }
            at++;
        }
        return text(path);
    }

    private static int closingQuote(byte[] bytes, int opening, int limit) {
        int at = opening + 1;
        while (at < limit && bytes[at] != '"') {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static String text(Deque<Object> path) {
        var text = new StringBuilder("$");
        var parts = new ArrayList<>(path);
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) instanceof Integer index) {
                text.append('[').append(index).append(']');
            } else if (parts.get(i) instanceof String name && !name.isEmpty()) {
                text.append('.').append(name);
            }
        }
        return text.toString();
    }
}
