package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;

/**
 * The arguments of one tool call as far as they have come.
 *
 * <p>Brackets are counted while pieces are added, so that asking for completeness reads no character twice.
 */
final class ToolArguments {
    private final StringBuilder text = new StringBuilder();
    private String lastPiece = "";
    private boolean cumulative = true; // every piece so far began with the one before it
    private int depth;
    private boolean quoted;
    private boolean escaped;
    private Shape shape = Shape.BLANK;

    private enum Shape {
        BLANK,
        OPEN,
        CLOSED, // the brackets match: not looked at more closely yet
        COMPLETE,
        OTHER
    }

    void append(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        cumulative &= piece.startsWith(lastPiece);
        lastPiece = piece;
        text.append(piece);
        for (int i = 0; i < piece.length(); i++) {
            scan(piece.charAt(i));
        }
    }

    /** True where not even blanks have come. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** True where they are one JSON object, whole. */
    boolean complete() {
        if (shape == Shape.CLOSED) {
            shape = isObject(text.toString()) ? Shape.COMPLETE : Shape.OTHER;
        }
        return shape == Shape.COMPLETE;
    }

    /** The arguments as JSON text, mended where a server sent a placeholder first, or all of them again and again. */
    String whole() {
        if (shape == Shape.BLANK) {
            return "{}";
        }
        String all = text.toString();
        if (!complete()) {
            if (all.startsWith("{}") && isObject(all.substring(2))) {
                return all.substring(2);
            }
            if (cumulative && isObject(lastPiece)) {
                return lastPiece;
            }
        }
        return all;
    }

    /** As they came. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void scan(char c) {
        if (quoted) {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return;
        }
        switch (shape) {
            case OPEN -> {
                switch (c) {
                    case '"' -> quoted = true;
                    case '{', '[' -> depth++;
                    case '}', ']' -> shape = --depth == 0 ? Shape.CLOSED : Shape.OPEN;
                    default -> {}
                }
            }
            case OTHER -> {}
            default -> {
                if (!Character.isWhitespace(c)) {
                    shape = shape == Shape.BLANK && c == '{' ? Shape.OPEN : Shape.OTHER;
                    depth = 1;
                }
            }
        }
    }

    private static boolean isObject(String text) {
        String trimmed = text.strip();
        if (!trimmed.startsWith("{") || !trimmed.endsWith("}")) {
            return false;
        }
        try {
            return Json.parse(trimmed) instanceof JsonObject;
        } catch (JsonException notYet) {
            return false;
        }
    }
}
