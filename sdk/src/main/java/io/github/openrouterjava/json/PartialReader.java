package io.github.openrouterjava.json;

import org.jspecify.annotations.Nullable;

/** Reads the pieces of a document, each character once, into a tree that grows. */
final class PartialReader {
    /** What can come next. */
    private enum State {
        VALUE("a value"),
        FIRST_ELEMENT("a value"),
        FIRST_NAME("a member's name"),
        NAME("a member's name"),
        COLON("a colon"),
        COMMA(""),
        STRING("the string's end"),
        ESCAPE("the string's end"),
        HEX("a hexadecimal digit"),
        WORD(""),
        MINUS("a digit"),
        ZERO(""),
        INTEGER(""),
        POINT("a digit"),
        FRACTION(""),
        E("a digit"),
        E_SIGN("a digit"),
        EXPONENT(""),
        END("");

        final String expected;

        State(String expected) {
            this.expected = expected;
        }
    }

    private final JsonLimits limits;
    final PartialTree tree = new PartialTree();
    private State state = State.VALUE;

    /** Of the string, name, number or word that comes now. */
    private final StringBuilder text = new StringBuilder();

    private boolean isName;
    private int code;
    private int digits;
    private String word = "";

    long taken; // in characters
    private long wide; // how many bytes more than characters have been taken
    private int begun; // the place in the piece that taken stands for

    private @Nullable JsonException failure;

    PartialReader(JsonLimits limits) {
        this.limits = limits;
    }

    /** Reads up to the document's end or the piece's, and gives where it stopped. */
    int take(String piece, int from) {
        begin(from);
        int to = piece.length();
        int i = from;
        while (i < to && state != State.END) {
            if (state == State.STRING) {
                i = string(piece, i, to);
            } else if (state.compareTo(State.STRING) < 0) {
                i = structure(piece.charAt(i), i);
            } else if (state.compareTo(State.WORD) > 0) {
                i = number(piece.charAt(i), i);
            } else {
                part(piece.charAt(i), i);
                i++;
            }
        }
        return passed(i);
    }

    /** Passes over what follows the document. */
    void space(String piece, int from) {
        begin(from);
        for (int i = from; i < piece.length(); i++) {
            if (!isSpace(piece.charAt(i))) {
                throw wrong("something follows the document's end", i);
            }
        }
        passed(piece.length());
    }

    private void begin(int from) {
        if (failure != null) {
            throw failure;
        }
        begun = from;
    }

    private int passed(int i) {
        taken += i - begun;
        begun = i;
        if (taken + wide > limits.bytes()) {
            throw wrong("a document over the limit of " + limits.bytes() + " bytes", i);
        }
        return i;
    }

    Json end() {
        begin(0);
        if (isWholeNumber()) {
            finish(new JsonNumber(text.toString()));
        }
        if (tree.root == null) {
            String what = "the document ends where " + expected() + " was expected";
            throw failed(new JsonException(what, (int) (taken + wide), tree.path(state == State.COMMA), true));
        }
        return tree.root;
    }

    private boolean isWholeNumber() {
        return state == State.ZERO || state == State.INTEGER || state == State.FRACTION || state == State.EXPONENT;
    }

    // What stands between values, and where they begin

    private int structure(char c, int i) {
        if (isSpace(c)) {
            return i + 1;
        }
        switch (state) {
            case COLON -> {
                if (c != ':') {
                    throw unexpected(i);
                }
                state = State.VALUE;
            }
            case COMMA -> afterValue(c, i);
            case FIRST_NAME, NAME -> {
                if (c == '}' && state == State.FIRST_NAME) {
                    close();
                } else if (c == '"') {
                    isName = true;
                    state = State.STRING;
                } else {
                    throw unexpected(i);
                }
            }
            default -> {
                if (c == ']' && state == State.FIRST_ELEMENT) {
                    close();
                } else {
                    value(c, i);
                }
            }
        }
        return i + 1;
    }

    private void value(char c, int i) {
        switch (c) {
            case '{', '[' -> {
                if (tree.depth() == limits.depth()) {
                    throw wrong("nested deeper than the limit of " + limits.depth(), i);
                }
                tree.open(c == '{');
                state = c == '{' ? State.FIRST_NAME : State.FIRST_ELEMENT;
            }
            case '"' -> {
                isName = false;
                state = State.STRING;
            }
            case 't', 'f', 'n' -> {
                word = c == 't' ? "true" : c == 'f' ? "false" : "null";
                text.append(c);
                state = State.WORD;
            }
            default -> {
                if (c != '-' && !isDigit(c)) {
                    throw unexpected(i);
                }
                text.append(c);
                state = c == '-' ? State.MINUS : c == '0' ? State.ZERO : State.INTEGER;
            }
        }
    }

    private void afterValue(char c, int i) {
        PartialTree.Open in = tree.last();
        if (c == (in.members != null ? '}' : ']')) {
            close();
        } else if (c != ',') {
            throw unexpected(i);
        } else {
            in.name = null;
            state = in.members != null ? State.NAME : State.VALUE;
        }
    }

    private void close() {
        tree.close();
        afterFinished();
    }

    private void finish(Json value) {
        text.setLength(0);
        tree.finished(value);
        afterFinished();
    }

    private void afterFinished() {
        state = tree.root == null ? State.COMMA : State.END;
    }

    // Strings, words, numbers

    private int string(String piece, int from, int to) {
        int i = from;
        char c = 0;
        while (i < to && (c = piece.charAt(i)) != '"' && c != '\\' && c >= ' ') {
            if (c >= 0x80) {
                wide += c < 0x800 || Character.isSurrogate(c) ? 1 : 2; // a pair is two characters and four bytes
            }
            i++;
        }
        text.append(piece, from, i);
        if (i == to) {
            return i;
        }
        if (c == '\\') {
            state = State.ESCAPE;
        } else if (c != '"') {
            throw wrong("a control character in a string", i);
        } else if (isName) {
            tree.last().name = text.toString();
            text.setLength(0);
            state = State.COLON;
        } else {
            finish(new JsonString(text.toString()));
        }
        return i + 1;
    }

    /** One more character of an escape or of a word. */
    private void part(char c, int i) {
        switch (state) {
            case ESCAPE -> escape(c, i);
            case HEX -> {
                int digit = c < 0x80 ? Character.digit(c, 16) : -1;
                if (digit < 0) {
                    throw unexpected(i);
                }
                code = code << 4 | digit;
                if (++digits == 4) {
                    text.append((char) code);
                    state = State.STRING;
                }
            }
            default -> {
                if (c != word.charAt(text.length())) {
                    throw unexpected(i);
                }
                text.append(c);
                if (text.length() == word.length()) {
                    finish(word.equals("null") ? JsonNull.NULL : Json.of(word.equals("true")));
                }
            }
        }
    }

    private void escape(char c, int i) {
        state = State.STRING;
        switch (c) {
            case '"', '\\', '/' -> text.append(c);
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'u' -> {
                code = 0;
                digits = 0;
                state = State.HEX;
            }
            default -> throw wrong("an unknown escape", i);
        }
    }

    private int number(char c, int i) {
        State next = next(c);
        if (next != null) {
            text.append(c);
            state = next;
            return i + 1;
        }
        if (!isWholeNumber()) {
            throw unexpected(i);
        }
        finish(new JsonNumber(text.toString()));
        return i;
    }

    /** The state after this character of a number; null where it is none. */
    private @Nullable State next(char c) {
        boolean digit = isDigit(c);
        return switch (state) {
            case MINUS -> c == '0' ? State.ZERO : digit ? State.INTEGER : null;
            case ZERO -> fraction(c);
            case INTEGER -> digit ? State.INTEGER : fraction(c);
            case POINT, FRACTION ->
                digit ? State.FRACTION : state == State.FRACTION && (c | 0x20) == 'e' ? State.E : null;
            case E -> c == '+' || c == '-' ? State.E_SIGN : digit ? State.EXPONENT : null;
            default -> digit ? State.EXPONENT : null;
        };
    }

    private static @Nullable State fraction(char c) {
        return c == '.' ? State.POINT : (c | 0x20) == 'e' ? State.E : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }

    // Looking into it

    /** Whether a string that is no name comes now. */
    boolean inText() {
        return !isName && (state == State.STRING || state == State.ESCAPE || state == State.HEX);
    }

    /** What can be shown of the string that comes now, from this character on: no half of a pair, as the other comes. */
    String text(int from) {
        int length = text.length();
        int end = length > 0 && Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(Math.min(from, end), end);
    }

    // What is wrong

    private String expected() {
        return switch (state) {
            case COMMA -> tree.last().members == null ? "a comma or the array's end" : "a comma or the object's end";
            case WORD -> word;
            default -> state.expected;
        };
    }

    private JsonException unexpected(int i) {
        return wrong(expected() + " was expected", i);
    }

    private JsonException wrong(String problem, int i) {
        taken += i - begun;
        begun = i;
        return failed(new JsonException(problem, (int) (taken + wide), tree.path(state == State.COMMA), false));
    }

    private JsonException failed(JsonException e) {
        failure = e;
        return e;
    }
}
