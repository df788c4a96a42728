package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another reader of JSON, and where it is known to differ. */
final class Jackson {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private Jackson() {}

    /** Holds that both read this document alike; null where it was refused. */
    static void assertAgree(byte[] document, @Nullable JsonNode theirs, @Nullable Json ours, String where) {
        if (theirs != null && ours != null) {
            assertEqual(theirs, ours, where);
        } else if (theirs != null) {
            assertTrue(isMalformed(document), () -> where + ": refused, but Jackson reads " + theirs);
        } else if (ours != null) {
            assertTrue(refusesAPartOf(new JsonReader(document)), () -> where + ": Jackson refuses " + ours);
        }
    }

    static @Nullable JsonNode read(byte[] document) {
        try {
            return present(MAPPER.readTree(document));
        } catch (IOException | NumberFormatException refused) {
            return null;
        }
    }

    /** As characters: of bytes it would guess the encoding. */
    static @Nullable JsonNode read(String document) {
        try {
            return present(MAPPER.readTree(document));
        } catch (IOException | NumberFormatException refused) {
            return null;
        }
    }

    private static @Nullable JsonNode present(JsonNode node) {
        return node.isMissingNode() ? null : node; // of nothing at all
    }

    static void assertEqual(JsonNode theirs, Json ours, String where) {
        switch (ours) {
            case JsonObject object -> {
                List<String> names = new ArrayList<>();
                theirs.fieldNames().forEachRemaining(names::add);
                assertEquals(names, List.copyOf(object.members().keySet()), where);
                object.members().forEach((name, member) -> assertEqual(theirs.get(name), member, where));
            }
            case JsonArray array -> {
                assertTrue(theirs.isArray(), where);
                assertEquals(theirs.size(), array.elements().size(), where);
                for (int i = 0; i < theirs.size(); i++) {
                    assertEqual(theirs.get(i), array.elements().get(i), where);
                }
            }
            case JsonString(String value) -> {
                assertTrue(theirs.isTextual(), where);
                assertEquals(theirs.textValue(), value, where);
            }
            case JsonNumber number -> {
                assertTrue(theirs.isNumber(), where);
                if (number.toBigDecimal() != null) {
                    assertEquals(0, theirs.decimalValue().compareTo(number.toBigDecimal()), where);
                }
            }
            case JsonBoolean(boolean value) ->
                assertEquals(theirs.isBoolean() ? theirs.booleanValue() : null, value, where);
            case JsonNull ignored -> assertTrue(theirs.isNull(), where);
        }
    }

    /** It lets some malformed UTF-8 pass. */
    private static boolean isMalformed(byte[] document) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
            return false;
        } catch (CharacterCodingException malformed) {
            return true;
        }
    }

    /**
     * It takes half a surrogate pair in a value, but not in a member's name, and no huge exponents; also where a later
     * member of the same name makes the value nothing.
     */
    private static boolean refusesAPartOf(JsonReader in) {
        boolean refuses = false;
        switch (in.peek()) {
            case OBJECT -> {
                in.beginObject();
                while (in.nextMember()) {
                    refuses |= !UTF_8.newEncoder().canEncode(in.name());
                    refuses |= refusesAPartOf(in);
                }
            }
            case ARRAY -> {
                in.beginArray();
                while (in.nextElement()) {
                    refuses |= refusesAPartOf(in);
                }
            }
            case NUMBER -> refuses = new JsonNumber(in.number()).toBigDecimal() == null;
            default -> in.skip();
        }
        return refuses;
    }
}
