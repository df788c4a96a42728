package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.openrouterjava.Shared;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each property that the published descriptions give a request, or one of its options, can be read by its name. */
class RequestSchemaTest {
    private static final Map<String, Class<?>> FIRST = new TreeMap<>(Map.of(
            "ChatCompletionCreateParams", ChatRequest.class,
            "ChatCompletionCreateParams/properties/reasoning", ReasoningOptions.class,
            "ChatCompletionCreateParams/properties/provider", ProviderPreferences.class,
            "ChatCompletionCreateParams/properties/provider/properties/max_price", ProviderPreferences.MaxPrice.class,
            "ChatCompletionStreamOptions", StreamOptions.class));

    private static final Map<String, Class<?>> TODAY = new TreeMap<>(Map.ofEntries(
            Map.entry("ChatRequest", ChatRequest.class),
            Map.entry("ChatRequest/properties/reasoning", ReasoningOptions.class),
            Map.entry("ProviderPreferences", ProviderPreferences.class),
            Map.entry("ProviderPreferences/properties/max_price", ProviderPreferences.MaxPrice.class),
            Map.entry("PercentileLatencyCutoffs", ProviderPreferences.Percentiles.class),
            Map.entry("PercentileThroughputCutoffs", ProviderPreferences.Percentiles.class),
            Map.entry("ChatStreamOptions", StreamOptions.class),
            Map.entry("ChatDebugOptions", DebugOptions.class),
            Map.entry("AnthropicCacheControlDirective", CacheControl.class),
            Map.entry("PromptCacheOptions", PromptCacheOptions.class),
            Map.entry("TraceConfig", Trace.class),
            Map.entry("WebSearchUserLocation", UserLocation.class),
            Map.entry("ChatJsonSchemaConfig", ResponseFormat.class),
            Map.entry("WebSearchPlugin", Plugin.class),
            Map.entry("ModerationPlugin", Plugin.class),
            Map.entry("ResponseHealingPlugin", Plugin.class),
            Map.entry("ContextCompressionPlugin", Plugin.class),
            Map.entry("StopServerToolsWhenStepCountIs", StopCondition.class),
            Map.entry("StopServerToolsWhenHasToolCall", StopCondition.class),
            Map.entry("StopServerToolsWhenMaxTokensUsed", StopCondition.class),
            Map.entry("StopServerToolsWhenMaxCost", StopCondition.class),
            Map.entry("StopServerToolsWhenFinishReasonIs", StopCondition.class),
            Map.entry("ChatFunctionTool/anyOf/0/properties/function", Tool.class)));

    @TestFactory
    Stream<DynamicTest> ofTheFirstRelease() throws IOException {
        return properties("first-release-2025-08-21.yaml", FIRST);
    }

    @TestFactory
    Stream<DynamicTest> ofToday() throws IOException {
        return properties("today-2026-08-22.yaml", TODAY);
    }

    private static Stream<DynamicTest> properties(String file, Map<String, Class<?>> types) throws IOException {
        ObjectMapper yaml = new YAMLMapper(new YAMLFactory());
        JsonNode schemas =
                yaml.readTree(Shared.folder("openapi").resolve(file).toFile()).at("/components/schemas");
        return types.entrySet().stream().flatMap(type -> {
            JsonNode properties = schemas.at("/" + type.getKey() + "/properties");
            assertTrue(properties.size() > 0, "no properties at " + type.getKey());
            return properties
                    .propertyStream()
                    .map(property -> dynamicTest(
                            type.getKey() + "." + property.getKey(),
                            () -> assertReadable(type.getValue(), WireNames.camelCase(property.getKey()))));
        });
    }

    private static void assertReadable(Class<?> type, String name) {
        assertTrue(
                Arrays.stream(type.getMethods())
                        .anyMatch(method -> method.getName().equals(name) && method.getParameterCount() == 0),
                () -> type.getSimpleName() + " has no " + name + "()");
    }
}
