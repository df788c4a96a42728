package io.github.openrouterjava.http;

import org.jspecify.annotations.Nullable;

/**
 * Where a response's body ends (RFC 9112, section 6.3).
 *
 * @param length of the body, or -1 where the head does not say it
 */
record Framing(boolean chunked, long length) {
    /** What this head says, with or without a body behind it. */
    static Framing of(HttpResponseHead head) throws UnreadableBodyException {
        String coding = null;
        String length = null;
        for (Headers.Field field : head.headers().fields()) {
            if (field.name().equalsIgnoreCase("Transfer-Encoding")) {
                coding = joined(coding, field.value());
            } else if (field.name().equalsIgnoreCase("Content-Length")) {
                length = joined(length, field.value());
            } else if (field.name().equalsIgnoreCase("Content-Encoding") && !isPlain(field.value())) {
                throw new UnreadableBodyException(
                        "its body is coded as " + named(field.value()) + ", which was not asked for");
            }
        }
        if (coding != null && length != null) {
            throw new UnreadableBodyException("it has both a Transfer-Encoding and a Content-Length");
        }
        if (coding != null && !coding.equalsIgnoreCase("chunked")) {
            throw new UnreadableBodyException("its body is transferred as " + named(coding));
        }
        return new Framing(coding != null, length == null ? -1 : length(length));
    }

    /** True where no body follows this head, whatever it says. */
    static boolean isBodiless(String method, int status) {
        return method.equals("HEAD") || status == 204 || status == 304;
    }

    /** True where the body is what was asked for, not the words to an error. */
    static boolean isAnswer(int status) {
        return status >= 200 && status <= 299;
    }

    /**
     * The body of the response with this head; an empty one in place of an error's that can't be read.
     *
     * @throws UnreadableBodyException where an answer's body can't be read
     */
    static Body body(String method, HttpResponseHead head, Received in, boolean tls) throws UnreadableBodyException {
        if (isBodiless(method, head.status())) {
            return new LengthBody(in, 0);
        }
        Framing framing;
        try {
            framing = of(head);
        } catch (UnreadableBodyException unclear) {
            if (isAnswer(head.status())) {
                throw unclear;
            }
            return new UnreadBody();
        }
        if (framing.chunked()) {
            return new ChunkedBody(in);
        }
        return framing.length() < 0 ? new UntilCloseBody(in, tls) : new LengthBody(in, framing.length());
    }

    /** Whether the connection may serve another exchange after this head's body. */
    static boolean keepsConnection(HttpResponseHead head) {
        for (Headers.Field field : head.headers().fields()) {
            if (field.name().equalsIgnoreCase("Connection") && hasClose(field.value())) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasClose(String options) {
        for (int from = 0; from <= options.length(); ) {
            int comma = options.indexOf(',', from);
            int to = comma < 0 ? options.length() : comma;
            if (options.substring(from, to).strip().equalsIgnoreCase("close")) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private static String joined(@Nullable String before, String value) {
        return before == null ? value : before + "," + value;
    }

    private static boolean isPlain(String coding) {
        return coding.isEmpty() || coding.equalsIgnoreCase("identity");
    }

    /** One number, which may stand there several times. */
    private static long length(String list) throws UnreadableBodyException {
        long length = -1;
        for (int from = 0; from <= list.length(); ) {
            int comma = list.indexOf(',', from);
            int to = comma < 0 ? list.length() : comma;
            long one = number(list.substring(from, to).strip());
            if (length >= 0 && length != one) {
                throw new UnreadableBodyException("it has several lengths that differ");
            }
            length = one;
            from = to + 1;
        }
        return length;
    }

    private static long number(String digits) throws UnreadableBodyException {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || number > (Long.MAX_VALUE - digit) / 10) {
                throw new UnreadableBodyException("its Content-Length is no length");
            }
            number = number * 10 + digit;
        }
        if (digits.isEmpty()) {
            throw new UnreadableBodyException("its Content-Length is no length");
        }
        return number;
    }

    /** A coding's name, without what could not be one. */
    private static String named(String coding) {
        var name = new StringBuilder();
        for (int i = 0; i < Math.min(40, coding.length()); i++) {
            char c = coding.charAt(i);
            name.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return name.toString();
    }
}
