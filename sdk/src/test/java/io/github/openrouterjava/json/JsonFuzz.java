package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.fuzz.FuzzInput;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Any bytes are one JSON value or a {@link JsonException}, as Jackson says too, and what was read is written back. */
public final class JsonFuzz {
    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        FuzzInput chosen = FuzzInput.of(input, 8 << 10);
        byte[] document = chosen.content();
        Json value = null;
        JsonException refusal = null;
        try {
            value = Json.parse(document);
        } catch (JsonException e) {
            refusal = e;
        }
        assertEquals(verdict(refusal), verdict(skipped(document, 0)), "skipping checks as reading does");
        assertEquals(verdict(refusal), verdict(skipped(document, 1 + chosen.option())), "a slice reads as the whole");
        assertEquals(
                verdict(refusal), verdict(skippedAgain(document)), "a reader that knows the names reads as a new one");
        if (value != null) {
            comesBack(value);
            beginningsAreTruncated(document, chosen.sizes());
        }
        if (refusal == null || !refusal.problem().startsWith("nested deeper")) {
            agreesWithJackson(document, value);
        }
    }

    private static @Nullable JsonException skipped(byte[] document, int at) {
        byte[] slice = new byte[document.length + 2 * at];
        Arrays.fill(slice, (byte) '"');
        System.arraycopy(document, 0, slice, at, document.length);
        var reader = new JsonReader(slice, at, at + document.length, JsonLimits.DEFAULT);
        try {
            reader.peek(); // which passes white space
            int place = reader.position();
            reader.ahead("type");
            assertEquals(place, reader.position(), "looking ahead moves nothing");
            reader.skip();
            reader.end();
            return null;
        } catch (JsonException e) {
            return e;
        }
    }

    /** What a reader says of the document when it reads it once more. */
    private static @Nullable JsonException skippedAgain(byte[] document) {
        var reader = new JsonReader(document);
        JsonException refusal = null;
        for (int i = 0; i < 2; i++) {
            refusal = null;
            try {
                reader.reset(document, 0, document.length);
                reader.skip();
                reader.end();
            } catch (JsonException e) {
                refusal = e;
            }
        }
        return refusal;
    }

    private static String verdict(@Nullable JsonException refusal) {
        if (refusal == null) {
            return "read";
        }
        assertTrue(refusal.offset() >= 0, refusal.getMessage());
        assertTrue(refusal.path().startsWith("$"), refusal.getMessage());
        return refusal.getMessage() + (refusal.truncated() ? ", truncated" : "");
    }

    private static void comesBack(Json value) {
        byte[] written = value.toBytes();
        Json again = Json.parse(written);
        assertEquals(value, again);
        assertArrayEquals(written, again.toBytes());
        assertEquals(new String(written, UTF_8), value.toString());
        staysWithinLimits(value, 1);
    }

    private static void staysWithinLimits(Json value, int depth) {
        switch (value) {
            case JsonObject(var members) -> {
                assertTrue(depth <= JsonLimits.DEFAULT.depth(), "nested " + depth + " deep");
                members.values().forEach(member -> staysWithinLimits(member, depth + 1));
            }
            case JsonArray(var elements) -> {
                assertTrue(depth <= JsonLimits.DEFAULT.depth(), "nested " + depth + " deep");
                elements.forEach(element -> staysWithinLimits(element, depth + 1));
            }
            case JsonNumber number -> {
                double nearest = number.toDouble();
                Long whole = number.toLong();
                if (whole != null && number.toBigDecimal() != null) {
                    assertTrue(Math.abs(nearest - whole) <= Math.max(1, Math.ulp(nearest)), number.literal());
                }
                if (whole != null && number.isInteger() && number.toBigDecimal() != null) {
                    assertEquals(0, number.toBigDecimal().compareTo(BigDecimal.valueOf(whole)));
                }
            }
            default -> {}
        }
    }

    /** A beginning of a document is a document itself, or lacks nothing but its end. */
    private static void beginningsAreTruncated(byte[] document, byte[] lengths) {
        for (byte length : lengths) {
            int to = Math.min(document.length, length & 0xff);
            try {
                Json.parse(Arrays.copyOf(document, to));
            } catch (JsonException e) {
                assertTrue(e.truncated(), () -> "the first " + to + " bytes: " + e.getMessage());
            }
        }
    }

    private static void agreesWithJackson(byte[] document, @Nullable Json ours) {
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
        } catch (CharacterCodingException malformed) {
            assertEquals(null, ours, "malformed UTF-8 is refused");
            return;
        }
        var theirs = Jackson.read(text);
        if (text.startsWith("\ufeff") && ours == null) {
            return; // it passes over a byte order mark
        }
        Jackson.assertAgree(document, theirs, ours, "as text");
    }
}
