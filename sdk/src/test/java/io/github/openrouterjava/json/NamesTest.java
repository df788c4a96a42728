package io.github.openrouterjava.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Member names come out of a table: that must save Strings, and never be seen. */
class NamesTest {

    @Test
    void theSameNameIsTheSameStringInEveryDocument() {
        assertSame(nameIn("{\"native_finish_reason\":1}"), nameIn(" { \"native_finish_reason\" : 2 }"));
    }

    @Test
    void namesOfTheSameHashAreToldApart() {
        for (int i = 0; i < 3; i++) {
            for (String name : List.of("AaAa", "BBBB", "AaBB", "BBAa")) {
                assertEquals(name, nameIn("{\"" + name + "\":1}"));
            }
        }
    }

    @Test
    void moreNamesThanTheTableHoldsAreRead() {
        for (int i = 0; i < 5000; i++) {
            assertEquals("name" + i, nameIn("{\"name" + i + "\":1}"));
        }
    }

    @Test
    void anyNameIsRead() {
        for (String name :
                List.of("", "a", "x".repeat(64), "x".repeat(65), "x".repeat(100_000), "é", "日本", "a\"b", "\ud83d")) {
            assertEquals(name, nameIn(JsonObject.of(name, JsonNull.NULL).toText()));
        }
    }

    private static String nameIn(String document) {
        var reader = new JsonReader(document.getBytes(UTF_8));
        reader.beginObject();
        reader.nextMember();
        return reader.name();
    }
}
