package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.openrouterjava.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One deviation in an otherwise faultless document gives exactly one line, with its place. */
class DeviationTest {
    private static final String CHUNK = """
        {"id":"gen-1","object":"chat.completion.chunk","created":1753879075,"model":"openai/gpt-5","provider":"OpenAI",
         "system_fingerprint":null,"service_tier":null,"choices":[{"index":37,"finish_reason":null,
          "native_finish_reason":null,"logprobs":{"content":[{"token":"a","logprob":-1,"bytes":[97],"top_logprobs":[]}]},
          "delta":{"role":"assistant","content":"","reasoning":null,"reasoning_details":[
            {"type":"reasoning.text","text":"T","signature":null,"format":"anthropic-claude-v1","index":0}],
           "tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":"{"}}],
           "annotations":[{"type":"url_citation",
            "url_citation":{"url":"u","title":"t","start_index":0,"end_index":1}}]}}],
         "usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":4.8e-6,"is_byok":false,
          "cost_details":{"upstream_inference_cost":null,"upstream_inference_prompt_cost":0,
           "upstream_inference_completions_cost":0.5}},
         "error":{"code":429,"message":"m","metadata":{"raw":{}}},
         "openrouter_metadata":{"requested":"r","strategy":"direct","region":null,"summary":"s","attempt":1,
          "is_byok":false,"endpoints":{"total":0,"available":[]},"params":{"odd":[1]}}}
        """;

    private static final String INDEX = "37";

    private static final String COMPLETION = """
        {"id":"gen-1","object":"chat.completion","created":1753879075,"model":"m","system_fingerprint":null,"choices":[
         {"index":0,"finish_reason":"stop","message":{"role":"assistant","refusal":null,
          "content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral","ttl":"5m"}}],
          "images":[{"type":"image_url","image_url":{"url":"data:,"}}],
          "tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]}}]}
        """;

    @Test
    void faultlessDocumentsHaveNone() {
        assertEquals(List.of(), Deviation.inChunk(Json.parse(CHUNK)));
        assertEquals(List.of(), Deviation.inCompletion(Json.parse(COMPLETION)));
        assertEquals(
                List.of(),
                Deviation.inError(Json.parse("{\"error\":{\"code\":402,\"message\":\"m\",\"metadata\":null}}")));
    }

    @Test
    void missingRequiredMembersAreNamed() {
        only("\"id\":\"gen-1\",", "", "$.id", "is missing");
        only("\"finish_reason\":null,", "", "$.choices[0].finish_reason", "is missing");
        only("\"requested\":\"r\",", "", "$.openrouter_metadata.requested", "is missing");
        only("\"type\":\"reasoning.text\",", "", "$.choices[0].delta.reasoning_details[0].type", "is missing");
    }

    @Test
    void nullsAreNamedWhereNoReleaseAllowsThem() {
        only("\"role\":\"assistant\"", "\"role\":null", "$.choices[0].delta.role", "null where string is specified");
        only(
                "\"arguments\":\"{\"",
                "\"arguments\":null",
                "$.choices[0].delta.tool_calls[0].function.arguments",
                "null where string is specified");
    }

    @Test
    void otherTypesAreNamed() {
        only("\"gen-1\"", "17", "$.id", "number where string is specified");
        only("1753879075", "\"1753879075\"", "$.created", "string where integer is specified");
        only("4.8e-6", "{}", "$.usage.cost", "object where number or null is specified");
        only(
                "\"content\":\"\"",
                "\"content\":[]",
                "$.choices[0].delta.content",
                "array where string or null is specified");
        only("[97]", "[97,true]", "$.choices[0].logprobs.content[0].bytes[1]", "boolean where integer is specified");
        only("{\"raw\":{}}", "\"m\"", "$.error.metadata", "string where object or null is specified");
        only(
                "\"reasoning.text\"",
                "1",
                "$.choices[0].delta.reasoning_details[0].type",
                "number where string is specified");
        assertEquals(
                List.of(new Deviation("$", "array where object is specified")), Deviation.inChunk(Json.parse("[]")));
    }

    @Test
    void unknownMembersAreNamedOnceAtTheirTop() {
        only(
                "{\"id\":\"gen-1\"",
                "{\"x_groq\":{\"id\":[1]},\"id\":\"gen-1\"",
                "$.x_groq",
                "is not in the specification");
        only(
                "\"url\":\"u\"",
                "\"url\":\"u\",\"rank\":1",
                "$.choices[0].delta.annotations[0].url_citation.rank",
                "is not in the specification");
    }

    @Test
    void unknownWordsAreNamedWithTheKnownOnes() {
        only(
                "\"finish_reason\":null",
                "\"finish_reason\":\"eos\"",
                "$.choices[0].finish_reason",
                "\"eos\" is not one of \"tool_calls\", \"stop\", \"length\", \"content_filter\", \"error\"");
        only("chat.completion.chunk", "", "$.object", "\"\" is not one of \"chat.completion.chunk\"");
        only(
                "\"reasoning.text\"",
                "\"reasoning.new\"",
                "$.choices[0].delta.reasoning_details[0].type",
                "\"reasoning.new\" is not one of \"reasoning.text\", \"reasoning.summary\", \"reasoning.encrypted\", "
                        + "\"reasoning.server_tool_call\"");
        only(
                "\"function\",",
                "\"" + "x".repeat(50) + "\",",
                "$.choices[0].delta.tool_calls[0].type",
                "\"" + "x".repeat(40) + "…\" is not one of \"function\"");
    }

    @Test
    void integersHaveNoFractionAndFitTheirJavaType() {
        only(INDEX, "7881.03", "$.choices[0].index", "7881.03 has a fraction where integer is specified");
        only(INDEX, "2147483648", "$.choices[0].index", "2147483648 is beyond 32 bits");
        only("1753879075", "6771.54", "$.created", "6771.54 has a fraction where integer is specified");
        only("1753879075", "1e-400", "$.created", "1e-400 has a fraction where integer is specified");
        only("1753879075", "99999999999999999999", "$.created", "99999999999999999999 is beyond 64 bits");
        for (String whole : List.of("1753879075170", "17.0", "1e3", "-0")) {
            assertEquals(List.of(), Deviation.inChunk(Json.parse(CHUNK.replace("1753879075", whole))));
        }
    }

    @Test
    void completionsAndErrorBodiesHaveTheirOwnTables() {
        var completion = Json.parse(COMPLETION.replace(",\"arguments\":\"\"", ""));
        assertEquals(
                List.of(new Deviation("$.choices[0].message.tool_calls[0].function.arguments", "is missing")),
                Deviation.inCompletion(completion));
        assertEquals(
                List.of(new Deviation("$.error", "string where object is specified")),
                Deviation.inError(Json.parse("{\"error\":\"text\"}")));
    }

    private static void only(String from, String to, String path, String problem) {
        assertTrue(CHUNK.contains(from), () -> "not in the document: " + from);
        var odd = Json.parse(CHUNK.replace(from, to));
        assertEquals(List.of(new Deviation(path, problem)), Deviation.inChunk(odd));
    }
}
