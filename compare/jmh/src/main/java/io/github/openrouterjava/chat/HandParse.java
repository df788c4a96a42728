package io.github.openrouterjava.chat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * What reading every byte of a chunk costs at the least: eleven values into one flat record. It checks nothing, guesses
 * names by their length and a letter, passes over what it does not know, and makes a String only where it is another than
 * in the chunk before.
 */
final class HandParse {
    private final Text id = new Text();
    private final Text provider = new Text();
    private final Text model = new Text();
    private final Text object = new Text();
    private final Text systemFingerprint = new Text();
    private final Text role = new Text();
    private final Text content = new Text();
    private final Text finishReason = new Text();
    private final Text nativeFinishReason = new Text();
    private final Text unknown = new Text();

    record Flat(
            String id,
            String provider,
            String model,
            String object,
            String systemFingerprint,
            String role,
            String content,
            String finishReason,
            String nativeFinishReason,
            long created,
            long index) {}

    private static final class Text {
        private byte[] bytes = {};
        private String text = "";

        void set(byte[] event, int from, int to) {
            if (Arrays.equals(event, from, to, bytes, 0, bytes.length)) {
                return;
            }
            bytes = Arrays.copyOfRange(event, from, to);
            boolean plain = true;
            for (byte b : bytes) {
                plain &= b > 0 && b != '\\';
            }
            String raw = new String(bytes, plain ? ISO_8859_1 : UTF_8);
            text = plain ? raw : raw.translateEscapes();
        }
    }

    Flat parse(byte[] event) {
        long created = 0;
        long index = 0;
        int at = 0;
        while (at < event.length) {
            if (event[at++] != '"') {
                continue;
            }
            int name = at;
            int close = close(event, name);
            at = close + 2; // its colon, too
            byte first = event[at];
            if (first == '"') {
                int end = close(event, at + 1);
                field(event[name], close - name).set(event, at + 1, end);
                at = end + 1;
            } else if (first >= '0' && first <= '9') {
                long number = 0;
                for (; event[at] >= '0' && event[at] <= '9'; at++) {
                    number = 10 * number + event[at] - '0';
                }
                if (event[name] == 'c') {
                    created = number;
                } else {
                    index = number;
                }
            }
        }
        return new Flat(
                id.text,
                provider.text,
                model.text,
                object.text,
                systemFingerprint.text,
                role.text,
                content.text,
                finishReason.text,
                nativeFinishReason.text,
                created,
                index);
    }

    /** Where the closing quote of the string is whose first byte is here. */
    private static int close(byte[] event, int from) {
        int at = from;
        while (event[at] != '"') {
            at += event[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private Text field(byte first, int length) {
        return switch (length) {
            case 2 -> id;
            case 4 -> role;
            case 5 -> model;
            case 6 -> object;
            case 7 -> content;
            case 8 -> provider;
            case 13 -> finishReason;
            case 18 -> systemFingerprint;
            case 20 -> first == 'n' ? nativeFinishReason : unknown;
            default -> unknown;
        };
    }
}
