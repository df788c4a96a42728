package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.openrouterjava.chat.ProviderPreferences.MaxPrice;
import io.github.openrouterjava.chat.ProviderPreferences.Percentiles;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The options of a request have the shapes that the API's documentation shows. */
class RequestOptionsTest {
    private static final String SCHEMA = "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}";

    @Test
    void aFunctionIsDescribedByItsSchema() {
        var tool = Tool.function("get_weather", "The weather in a city", object(SCHEMA))
                .strict(true);
        assertJson(
                "{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"The weather in a"
                        + " city\",\"parameters\":" + SCHEMA + ",\"strict\":true}}",
                tool);
        assertEquals("function", tool.type());
        assertEquals("get_weather", tool.name());
        assertEquals("The weather in a city", tool.description());
        assertEquals(object(SCHEMA), tool.parameters());
        assertEquals(true, tool.strict());
    }

    @Test
    void aFunctionMayTakeNothing() {
        assertJson(
                "{\"type\":\"function\",\"function\":{\"name\":\"now\",\"description\":\"The time\"}}",
                Tool.function("now", "The time"));
    }

    @Test
    void aServerToolHasATypeAndParameters() {
        assertJson("{\"type\":\"openrouter:datetime\"}", Tool.datetime());
        var search = Tool.webSearch()
                .parameter("engine", Json.of("exa"))
                .parameter("max_results", Json.of(3))
                .cacheControl(CacheControl.ephemeral().ttl("1h"));
        assertJson(
                "{\"type\":\"openrouter:web_search\",\"parameters\":{\"engine\":\"exa\",\"max_results\":3},"
                        + "\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}",
                search);
        assertEquals(object("{\"engine\":\"exa\",\"max_results\":3}"), search.parameters());
        assertJson(
                "{\"type\":\"web_search_preview\",\"parameters\":{}}",
                Tool.server("web_search_preview", JsonObject.EMPTY));
        assertNull(search.name());
    }

    @Test
    void aToolIsChosenByAWordOrByItsName() {
        assertEquals("\"none\"", ToolChoice.NONE.toJson());
        assertEquals("\"auto\"", ToolChoice.AUTO.toJson());
        assertEquals("required", ToolChoice.REQUIRED.type());
        var function = ToolChoice.function("get_weather");
        assertJson("{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}", function);
        assertEquals("get_weather", function.name());
        assertJson("{\"type\":\"openrouter:web_search\"}", ToolChoice.server("openrouter:web_search"));
    }

    @Test
    void thePluginsOfTheDocumentation() {
        assertJson(
                "{\"id\":\"web\",\"engine\":\"exa\",\"max_results\":3,\"search_prompt\":\"Some results:\","
                        + "\"include_domains\":[\"example.com\"],\"exclude_domains\":[\"*.example.org\"],"
                        + "\"user_location\":{\"type\":\"approximate\",\"city\":\"Berlin\",\"country\":\"DE\"}}",
                Plugin.web()
                        .engine("exa")
                        .maxResults(3)
                        .searchPrompt("Some results:")
                        .includeDomains("example.com")
                        .excludeDomains("*.example.org")
                        .userLocation(UserLocation.approximate().city("Berlin").country("DE")));
        var parser = Plugin.fileParser().pdfEngine("mistral-ocr");
        assertJson("{\"id\":\"file-parser\",\"pdf\":{\"engine\":\"mistral-ocr\"}}", parser);
        assertEquals("mistral-ocr", parser.pdfEngine());
        assertJson("{\"id\":\"response-healing\"}", Plugin.responseHealing());
        assertJson(
                "{\"id\":\"auto-router\",\"allowed_models\":[\"anthropic/*\"]}",
                Plugin.autoRouter().with("allowed_models", Json.of(List.of("anthropic/*"))));
        assertJson(
                "{\"id\":\"chain-of-thought\",\"enabled\":false}",
                Plugin.of("chain-of-thought").enabled(false));
    }

    @Test
    void providersAreSortedByAWordOrAnObject() {
        var word = new ProviderPreferences().sort("throughput");
        assertJson("{\"sort\":\"throughput\"}", word);
        assertEquals("throughput", word.sort());
        assertNull(word.sortPartition());
        var object = new ProviderPreferences().sort("price", "none");
        assertJson("{\"sort\":{\"by\":\"price\",\"partition\":\"none\"}}", object);
        assertEquals("price", object.sort());
        assertEquals("none", object.sortPartition());
    }

    @Test
    void providersArePreferredByANumberOrByShares() {
        var preferences = new ProviderPreferences()
                .preferredMaxLatency(new Percentiles().p50(1).p90(3.5))
                .preferredMinThroughput(100);
        assertJson("{\"preferred_max_latency\":{\"p50\":1,\"p90\":3.5},\"preferred_min_throughput\":100}", preferences);
        assertEquals(3.5, preferences.preferredMaxLatency().p90());
        assertEquals(100.0, preferences.preferredMinThroughput().p50());
    }

    @Test
    void pricesAreDecimalTextsAndReadAsNumbersToo() {
        var price = new MaxPrice().prompt(0.5).completion(2).request(1e-7);
        assertJson(
                "{\"max_price\":{\"prompt\":\"0.5\",\"completion\":\"2\",\"request\":\"0.00000010\"}}",
                new ProviderPreferences().maxPrice(price));
        assertEquals(1e-7, price.request());
        assertEquals(1.5, new MaxPrice(object("{\"prompt\":1.5}")).prompt());
        assertNull(new MaxPrice(object("{\"prompt\":\"cheap\"}")).prompt());
    }

    @Test
    void theOtherProviderPreferences() {
        assertJson(
                "{\"order\":[\"anthropic\",\"openai\"],\"only\":[\"a\"],\"ignore\":[\"b\"],\"allow_fallbacks\":false,"
                        + "\"require_parameters\":true,\"data_collection\":\"deny\",\"zdr\":true,"
                        + "\"enforce_distillable_text\":true,\"quantizations\":[\"fp8\"]}",
                new ProviderPreferences()
                        .order("anthropic", "openai")
                        .only("a")
                        .ignore("b")
                        .allowFallbacks(false)
                        .requireParameters(true)
                        .dataCollection("deny")
                        .zdr(true)
                        .enforceDistillableText(true)
                        .quantizations("fp8"));
    }

    @Test
    void anAnswerFollowsASchema() {
        var format = ResponseFormat.jsonSchema("weather", object(SCHEMA), true).description("The weather");
        assertJson(
                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"weather\",\"strict\":true,"
                        + "\"description\":\"The weather\",\"schema\":" + SCHEMA + "}}",
                format);
        assertEquals("weather", format.name());
        assertEquals("The weather", format.description());
        assertEquals(object(SCHEMA), format.schema());
        assertEquals(true, format.strict());
    }

    @Test
    void theOtherResponseFormats() {
        assertJson("{\"type\":\"text\"}", ResponseFormat.text());
        assertJson("{\"type\":\"json_object\"}", ResponseFormat.jsonObject());
        assertJson("{\"type\":\"grammar\",\"grammar\":\"root ::= x\"}", ResponseFormat.grammar("root ::= x"));
        assertJson("{\"type\":\"python\"}", ResponseFormat.python());
    }

    @Test
    void reasoningIsSetAndShown() {
        var reasoning = new ReasoningOptions()
                .effort(Effort.HIGH)
                .maxTokens(2000)
                .exclude(false)
                .enabled(true)
                .summary("auto")
                .context("all_turns")
                .mode("pro");
        assertJson(
                "{\"effort\":\"high\",\"max_tokens\":2000,\"exclude\":false,\"enabled\":true,\"summary\":\"auto\","
                        + "\"context\":\"all_turns\",\"mode\":\"pro\"}",
                reasoning);
        assertEquals(new Effort("high"), reasoning.effort());
        assertEquals(2000, reasoning.maxTokens());
    }

    @Test
    void serverToolsStopOnAnyOfFiveConditions() {
        assertJson("{\"type\":\"step_count_is\",\"step_count\":5}", StopCondition.stepCountIs(5));
        assertJson("{\"type\":\"has_tool_call\",\"tool_name\":\"done\"}", StopCondition.hasToolCall("done"));
        assertJson("{\"type\":\"max_tokens_used\",\"max_tokens\":9000}", StopCondition.maxTokensUsed(9000));
        assertJson("{\"type\":\"max_cost\",\"max_cost_in_dollars\":0.5}", StopCondition.maxCost(0.5));
        var reason = StopCondition.finishReasonIs(FinishReason.LENGTH);
        assertJson("{\"type\":\"finish_reason_is\",\"reason\":\"length\"}", reason);
        assertEquals(FinishReason.LENGTH, reason.reason());
    }

    @Test
    void aPredictionIsATextOrPartsOfOne() {
        assertJson("{\"type\":\"content\",\"content\":\"abc\"}", Prediction.content("abc"));
        var parts =
                "{\"type\":\"content\",\"content\":[{\"type\":\"text\",\"text\":\"ab\"},{\"type\":\"text\",\"text\":\"c\"}]}";
        assertEquals("abc", new Prediction(object(parts)).text());
    }

    @Test
    void aTraceTakesAnyNote() {
        assertJson(
                "{\"trace_id\":\"t\",\"span_name\":\"s\",\"team\":\"blue\"}",
                new Trace().traceId("t").spanName("s").with("team", Json.of("blue")));
    }

    @Test
    void aTextPartMarksWhereTheCacheEnds() {
        assertJson(
                "{\"type\":\"text\",\"text\":\"long\",\"cache_control\":{\"type\":\"ephemeral\"}}",
                ContentPart.text("long", CacheControl.ephemeral()));
    }

    private static JsonObject object(String json) {
        return (JsonObject) Json.parse(json);
    }

    private static void assertJson(String expected, Wire actual) {
        assertEquals(Json.parse(expected), Json.parse(actual.toJson()));
    }
}
