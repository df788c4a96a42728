package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.integer;
import static io.github.openrouterjava.chat.Members.integerLong;
import static io.github.openrouterjava.chat.Members.list;
import static io.github.openrouterjava.chat.Members.number;
import static io.github.openrouterjava.chat.Members.numbers;
import static io.github.openrouterjava.chat.Members.object;
import static io.github.openrouterjava.chat.Members.strings;
import static io.github.openrouterjava.chat.Members.texts;

import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a chat request asks for besides model and messages, read from its JSON.
 *
 * <p>The method of {@link ChatRequest} that sets a parameter of the same name says what it is. A parameter that is
 * absent or of another type is null, a list or map of them empty; what was sent stands in {@link #parameters()}.
 */
public sealed interface ChatParameters permits ChatRequest {
    /** Every member of the request but model and messages, by its wire name. */
    JsonObject parameters();

    // What the answer may be

    default @Nullable ResponseFormat responseFormat() {
        return object(parameters(), "response_format", ResponseFormat::new);
    }

    default List<String> modalities() {
        return strings(parameters(), "modalities");
    }

    default @Nullable AudioOptions audio() {
        return object(parameters(), "audio", AudioOptions::new);
    }

    default @Nullable JsonObject imageConfig() {
        return parameters().object("image_config");
    }

    default @Nullable Integer maxCompletionTokens() {
        return integer(parameters(), "max_completion_tokens");
    }

    default @Nullable Integer maxTokens() {
        return integer(parameters(), "max_tokens");
    }

    default List<String> stop() {
        return strings(parameters(), "stop");
    }

    default @Nullable Integer n() {
        return integer(parameters(), "n");
    }

    default @Nullable Boolean logprobs() {
        return parameters().bool("logprobs");
    }

    default @Nullable Integer topLogprobs() {
        return integer(parameters(), "top_logprobs");
    }

    default @Nullable String verbosity() {
        return parameters().string("verbosity");
    }

    default @Nullable Boolean structuredOutputs() {
        return parameters().bool("structured_outputs");
    }

    default @Nullable Prediction prediction() {
        return object(parameters(), "prediction", Prediction::new);
    }

    default @Nullable String prompt() {
        return parameters().string("prompt");
    }

    // How tokens are chosen

    default @Nullable Double temperature() {
        return number(parameters(), "temperature");
    }

    default @Nullable Double topP() {
        return number(parameters(), "top_p");
    }

    default @Nullable Integer topK() {
        return integer(parameters(), "top_k");
    }

    default @Nullable Double topA() {
        return number(parameters(), "top_a");
    }

    default @Nullable Double minP() {
        return number(parameters(), "min_p");
    }

    default @Nullable Double frequencyPenalty() {
        return number(parameters(), "frequency_penalty");
    }

    default @Nullable Double presencePenalty() {
        return number(parameters(), "presence_penalty");
    }

    default @Nullable Double repetitionPenalty() {
        return number(parameters(), "repetition_penalty");
    }

    default Map<String, Double> logitBias() {
        return numbers(parameters(), "logit_bias");
    }

    default @Nullable Long seed() {
        return integerLong(parameters(), "seed");
    }

    // Reasoning

    default @Nullable ReasoningOptions reasoning() {
        return object(parameters(), "reasoning", ReasoningOptions::new);
    }

    default @Nullable Effort reasoningEffort() {
        return Effort.of(parameters().string("reasoning_effort"));
    }

    default @Nullable Boolean includeReasoning() {
        return parameters().bool("include_reasoning");
    }

    // Tools

    default List<Tool> tools() {
        return list(parameters(), "tools", Tool::new);
    }

    default @Nullable ToolChoice toolChoice() {
        return ToolChoice.of(parameters().get("tool_choice"));
    }

    default @Nullable Boolean parallelToolCalls() {
        return parameters().bool("parallel_tool_calls");
    }

    default List<StopCondition> stopServerToolsWhen() {
        return list(parameters(), "stop_server_tools_when", StopCondition::new);
    }

    default List<Plugin> plugins() {
        return list(parameters(), "plugins", Plugin::new);
    }

    default @Nullable WebSearchOptions webSearchOptions() {
        return object(parameters(), "web_search_options", WebSearchOptions::new);
    }

    // Where the request goes

    default List<String> models() {
        return strings(parameters(), "models");
    }

    default @Nullable ProviderPreferences provider() {
        return object(parameters(), "provider", ProviderPreferences::new);
    }

    default @Nullable String route() {
        return parameters().string("route");
    }

    default @Nullable String serviceTier() {
        return parameters().string("service_tier");
    }

    default List<String> transforms() {
        return strings(parameters(), "transforms");
    }

    // Caching

    default @Nullable CacheControl cacheControl() {
        return object(parameters(), "cache_control", CacheControl::new);
    }

    default @Nullable String promptCacheKey() {
        return parameters().string("prompt_cache_key");
    }

    default @Nullable PromptCacheOptions promptCacheOptions() {
        return object(parameters(), "prompt_cache_options", PromptCacheOptions::new);
    }

    // Streaming

    default @Nullable Boolean stream() {
        return parameters().bool("stream");
    }

    default @Nullable StreamOptions streamOptions() {
        return object(parameters(), "stream_options", StreamOptions::new);
    }

    default @Nullable DebugOptions debug() {
        return object(parameters(), "debug", DebugOptions::new);
    }

    // Who asks, and what for

    default @Nullable String user() {
        return parameters().string("user");
    }

    default @Nullable String sessionId() {
        return parameters().string("session_id");
    }

    default Map<String, String> metadata() {
        return texts(parameters(), "metadata");
    }

    default @Nullable Trace trace() {
        return object(parameters(), "trace", Trace::new);
    }
}
