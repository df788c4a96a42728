package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openrouterjava.Shared;
import io.github.openrouterjava.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding and encoding again is the identity on JSON, whatever a server sends; a null counts as absent. */
class RoundTripTest {
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    @Test
    void theDocumentOfTheFirstReleaseShowsItsValuesAndComesBack() throws Exception {
        String document = """
            {"id":"<id>","choices":[{"delta":{},"finish_reason":"length","index":7881.03}],"created":6771.54,\
            "model":"PT Cruiser","object":"chat.completion.chunk"}\
            """;
        var chunk = ChatCompletionChunk.parse(document);

        assertEquals("<id>", chunk.id());
        assertEquals("PT Cruiser", chunk.model());
        assertEquals("chat.completion.chunk", chunk.object());
        assertEquals(6771L, chunk.created());
        assertEquals("6771.54", chunk.extra().number("created").literal());
        var choice = chunk.choices().getFirst();
        assertEquals(FinishReason.LENGTH, choice.finishReason());
        assertEquals(7881, choice.index());
        assertEquals("7881.03", choice.extra().number("index").literal());
        assertSame(document, chunk.toJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"choices\":[]}",
                "{\"choices\":null,\"usage\":null,\"error\":null}",
                "{\"choices\":[null]}",
                "{\"choices\":[{\"delta\":null}]}",
                "{\"choices\":[{\"delta\":{}}]}",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}},\"odd\",{\"index\":1}]}",
                "{\"choices\":\"none\"}",
                "{\"choices\":{\"0\":1}}",
                "{\"id\":17,\"created\":1753879075170,\"model\":false}",
                "{\"id\":\"a\",\"id\":7}",
                "{\"created\":6.5,\"created\":7}",
                "{\"created\":\"1753879075\"}",
                "{\"created\":1e3}",
                "{\"created\":99999999999999999999}",
                "{\"choices\":[{\"index\":2147483648}]}",
                "{\"choices\":[{\"index\":1.0}]}",
                "{\"choices\":[{\"index\":1e10}]}",
                "{\"choices\":[{\"index\":-3}]}",
                "{\"choices\":[{\"finish_reason\":\"\"}]}",
                "{\"choices\":[{\"finish_reason\":\"eos\"}]}",
                "{\"choices\":[{\"finish_reason\":{\"why\":1}}]}",
                "{\"choices\":[{\"logprobs\":-0.0000017881393}]}",
                "{\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":-1.19e-7,\"bytes\":[97],\"top_logprobs\":[]}]}}]}",
                "{\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"a\",\"logprob\":0,\"bytes\":null}],\"refusal\":null}}]}",
                "{\"choices\":[{\"logprobs\":{\"content\":[{\"logprob\":-0.12345678901234567890,\"bytes\":[1,\"x\"]}]}}]}",
                "{\"choices\":[{\"logprobs\":{\"content\":[{\"logprob\":1e400}]}}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"\"}}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"wizard\",\"content\":null}}]}",
                "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"T\"}]}]}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning_details\":[]}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"text\":\"no type\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"index\":0,\"type\":\"reasoning.text\",\"text\":null,\"signature\":\"s\",\"odd\":1}]}}]}",
                "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.new\",\"x\":[1]},\"text\",null]}}]}",
                "{\"choices\":[{\"delta\":{\"annotations\":[{\"type\":\"url_citation\",\"url\":\"flat\"}]}}]}",
                "{\"choices\":[{\"delta\":{\"annotations\":[{\"type\":\"file\",\"file\":{\"hash\":\"h\",\"content\":[{\"type\":\"text\",\"text\":\"t\"},{\"type\":\"odd\"}]}}]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":-1,\"id\":null,\"type\":\"\",\"function\":{\"arguments\":{\"a\":1}}}]}}]}",
                "{\"choices\":[{\"delta\":{\"tool_calls\":[{\"function\":{},\"custom\":{\"name\":\"n\"}}]}}]}",
                "{\"choices\":[{\"delta\":{\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:,\"}}],\"audio\":{\"id\":\"a\",\"data\":\"AA==\",\"expires_at\":5}}}]}",
                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"cumulative\"},\"delta\":{\"content\":\"x\"}}]}",
                "{\"error\":\"text\"}",
                "{\"error\":{\"code\":\"server_error\",\"message\":\"m\",\"metadata\":{\"raw\":{}}}}",
                "{\"error\":{\"code\":502,\"message\":\"m\",\"metadata\":null}}",
                "{\"usage\":{\"cost\":0,\"cost_details\":{\"upstream_inference_cost\":4.8e-6},\"is_byok\":false}}",
                "{\"usage\":{\"cost\":1e999999999}}",
                "{\"choices\":[{\"logprobs\":{\"content\":[{\"logprob\":1e-400},{\"logprob\":1.23456789e-320},{\"logprob\":0.0}]}}]}",
                "{\"choices\":[{\"finish_reason\":\"null\"}]}",
                "{\"usage\":{\"cost\":{\"usd\":0.5},\"prompt_tokens\":null,\"completion_tokens\":3.0}}",
                "{\"usage\":{\"cost\":0.000012345678901234567890,\"cost_details\":{\"upstream_inference_cost\":1E+2}}}",
                "{\"openrouter_metadata\":{\"requested\":\"m\",\"endpoints\":{\"total\":1,\"available\":[{\"model\":\"m\",\"selected\":true}]},\"pipeline\":[{\"type\":\"plugin\",\"data\":[1],\"cost_usd\":0.1}]}}",
                "{\"text\":\"\\ud83d\"}",
                "{\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}",
            })
    void everyOddityComesBack(String document) throws Exception {
        assertSame(document, ChatCompletionChunk.parse(document).toJson());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "5", "\"text\"", "[]", "{}", "{\"role\":7}", "{\"role\":\"wizard\",\"content\":\"x\"}"})
    void messageOfNoKnownKindIsKeptAsItIs(String json) throws Exception {
        assertEquals(new Message.Unknown(Json.parse(json)), Message.parse(json));
    }

    @Test
    void memberThatStandsTwiceCountsAsItStandsLast() {
        String message = "{\"role\":\"assistant\",\"content\":\"x\",\"role\":\"user\"}";
        assertEquals(Message.parse("{\"content\":\"x\",\"role\":\"user\"}"), Message.parse(message));
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedChunkComesBack() {
        return Shared.files("streams", ".sse").stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    for (String data : dataLines(file)) {
                        assertSame(data, ChatCompletionChunk.parse(data).toJson());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyRecordedBodyComesBack() {
        return Shared.files("streams", ".json").stream()
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> {
                    String body = Files.readString(file);
                    if (JACKSON.readTree(body).isObject()) {
                        assertSame(body, ChatCompletion.parse(body).toJson());
                    }
                }));
    }

    private static List<String> dataLines(Path file) throws Exception {
        var data = new ArrayList<String>();
        for (String line : Files.readString(file).split("\r\n|\n|\r")) {
            if (line.startsWith("data:")
                    && !line.substring(5).isBlank()
                    && !line.substring(5).strip().equals("[DONE]")) {
                data.add(line.substring(5));
            }
        }
        return data;
    }

    private static void assertSame(String expected, String actual) throws Exception {
        assertEquals(withoutNulls(JACKSON.readTree(expected)), withoutNulls(JACKSON.readTree(actual)));
    }

    private static JsonNode withoutNulls(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var copy = JACKSON.createObjectNode();
            object.properties().forEach(member -> {
                if (!member.getValue().isNull()) {
                    copy.set(member.getKey(), withoutNulls(member.getValue()));
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = JACKSON.createArrayNode();
            array.forEach(element -> copy.add(withoutNulls(element)));
            return copy;
        }
        return node;
    }
}
