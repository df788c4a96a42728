package io.github.openrouterjava.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private static final String[] PARTS = {
        "a",
        " ",
        "\n",
        "\r",
        "\t",
        "\u0085",
        "\u2028",
        "\ufeff",
        "\ud83d\ude00",
        "\u0000",
        ":",
        ": ",
        "#",
        " #",
        "-",
        "- ",
        "?",
        "'",
        "\"",
        "\\",
        "|",
        ">",
        "%",
        "@",
        "`",
        "{",
        "}",
        "[",
        "]",
        ",",
        "&",
        "*",
        "!",
        "1",
        "~",
        "null",
        "true",
        "...",
        "---",
        "<<",
        "=",
        "\u007f",
        "\ud800",
        "data: {\"a\":1}\n\n"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-0",
                "1.50",
                "1e400",
                "123456789012345678901234567890",
                "\"1\"",
                "\"\"",
                "[[[]],{\"\":{}}]",
                "{\"a\":[1,{\"b\":null}],\"true\":\"null\",\"1\":\"~\"}"
            })
    void writtenAndReadItIsTheSame(String json) {
        Json tree = Json.parse(json);
        assertEquals(tree.toText(), Yaml.parse("it", Yaml.write(tree)).toText());
    }

    @Test
    void everyTextSurvives() {
        var random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(6); length >= 0; length--) {
                text.append(PARTS[random.nextInt(PARTS.length)]);
            }
            Json tree = JsonObject.of(text.toString(), JsonArray.of(Json.of(text.toString()), Json.of("end")));
            String yaml = Yaml.write(tree);
            assertEquals(tree, Yaml.parse("it", yaml), yaml);
        }
    }

    @Test
    void linesOfATextAreLines() {
        String yaml = Yaml.write(JsonObject.of("text", Json.of("data: {\"a\":\"b\"}\n\ndata: [DONE]\n\n")));
        assertEquals("text: |+\n  data: {\"a\":\"b\"}\n\n  data: [DONE]\n\n", yaml);
    }
}
