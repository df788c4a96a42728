package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.array;
import static io.github.openrouterjava.chat.Members.numbers;
import static io.github.openrouterjava.chat.Members.set;
import static io.github.openrouterjava.chat.Members.texts;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for a chat completion: an immutable view of the JSON that is sent.
 *
 * <p>Each method that takes a value gives a copy with it; the one of the same name without one reads it back. A
 * parameter that this version does not know is set by {@link #with(String, Json)}.
 *
 * @param model whose answer is asked for; null leaves the choice to the account's default
 * @param messages the conversation so far
 * @param parameters every other member by its wire name, in alphabetical order; a {@code model} or {@code messages} of
 *     another type that was parsed stands here too, and wins
 */
public record ChatRequest(@Nullable String model, List<Message> messages, JsonObject parameters)
        implements ChatParameters, Wire {

    /** @throws IllegalArgumentException where the model's name is blank */
    public ChatRequest {
        if (model != null && model.isBlank()) {
            throw new IllegalArgumentException("model is blank: name one, or give null for the account's default");
        }
        messages = List.copyOf(messages);
        parameters = Members.sorted(parameters);
    }

    /** The conversation so far for this model to go on with. */
    public static ChatRequest of(String model, Message... messages) {
        return of(model, List.of(messages));
    }

    /** The conversation so far for this model to go on with. */
    public static ChatRequest of(String model, List<Message> messages) {
        if (model == null) {
            throw new IllegalArgumentException("model is null: name one such as openai/gpt-5-mini");
        }
        return new ChatRequest(model, messages, JsonObject.EMPTY);
    }

    /** @throws io.github.openrouterjava.json.JsonException where the text is not a JSON object */
    public static ChatRequest parse(String json) {
        return WireReader.document(json.getBytes(StandardCharsets.UTF_8), ChatRequest::read);
    }

    static ChatRequest read(WireReader in) {
        String model = null;
        List<Message> messages = List.of();
        in.begin();
        while (in.next()) {
            switch (in.name()) {
                case "model" -> model = in.word();
                case "messages" -> messages = in.listOfAny(Unions::message);
                default -> in.keep();
            }
        }
        return new ChatRequest(model, messages, in.end());
    }

    /**
     * Writes the model, the messages, then the parameters in alphabetical order: OpenRouter's response cache keys on the
     * bytes, so the order in which a request was built must not show.
     */
    @Override
    public void write(JsonWriter out) {
        WireWriter.begin(out, parameters)
                .member("model", model)
                .list("messages", messages)
                .end();
    }

    /** A copy for another model; null leaves the choice to the account's default. */
    public ChatRequest model(@Nullable String model) {
        return new ChatRequest(model, messages, parameters.with("model", null));
    }

    /** A copy with another conversation. */
    public ChatRequest messages(List<Message> messages) {
        return new ChatRequest(model, messages, parameters.with("messages", null));
    }

    /** A copy with these messages at the conversation's end. */
    public ChatRequest add(Message... more) {
        var all = new ArrayList<>(messages);
        all.addAll(List.of(more));
        return messages(all);
    }

    /**
     * A copy with any parameter by its wire name; null leaves it out.
     *
     * @throws IllegalArgumentException for {@code model} and {@code messages}, which have methods of their own
     */
    public ChatRequest with(String name, @Nullable Json value) {
        if (name.equals("model") || name.equals("messages")) {
            throw new IllegalArgumentException(name + " is no parameter: set it by " + name + "(...)");
        }
        return copy(set(parameters, name, value));
    }

    private ChatRequest copy(JsonObject parameters) {
        return new ChatRequest(model, messages, parameters);
    }

    // What the answer may be

    /** The form of the answer: text, JSON, JSON by a schema. */
    public ChatRequest responseFormat(ResponseFormat responseFormat) {
        return copy(set(parameters, "response_format", responseFormat.json()));
    }

    /** The kinds of output asked for: {@code text}, {@code image}, {@code audio}. */
    public ChatRequest modalities(String... modalities) {
        return copy(set(parameters, "modalities", Json.of(List.of(modalities))));
    }

    /** The voice and format of spoken answers. */
    public ChatRequest audio(AudioOptions audio) {
        return copy(set(parameters, "audio", audio.json()));
    }

    /** Options for generated images; which ones there are depends on the model. */
    public ChatRequest imageConfig(JsonObject imageConfig) {
        return copy(set(parameters, "image_config", imageConfig));
    }

    /** The most tokens the answer may have, reasoning included. */
    public ChatRequest maxCompletionTokens(int maxCompletionTokens) {
        return copy(set(parameters, "max_completion_tokens", maxCompletionTokens));
    }

    /** The most tokens the answer may have, under the name from before {@code max_completion_tokens}. */
    public ChatRequest maxTokens(int maxTokens) {
        return copy(set(parameters, "max_tokens", maxTokens));
    }

    /** Texts that end the answer where they would come next, at most four. */
    public ChatRequest stop(String... stop) {
        return copy(set(parameters, "stop", Json.of(List.of(stop))));
    }

    /** How many answers to give. Not part of the OpenRouter API; other servers know it. */
    public ChatRequest n(int n) {
        return copy(set(parameters, "n", n));
    }

    /** Whether to report the log probability of each token of the answer. */
    public ChatRequest logprobs(boolean logprobs) {
        return copy(set(parameters, "logprobs", logprobs));
    }

    /** How many of the likeliest tokens to report at each place, 0 to 20; needs {@code logprobs}. */
    public ChatRequest topLogprobs(int topLogprobs) {
        return copy(set(parameters, "top_logprobs", topLogprobs));
    }

    /** How long-winded the answer is: {@code low}, {@code medium}, {@code high} and others. */
    public ChatRequest verbosity(String verbosity) {
        return copy(set(parameters, "verbosity", verbosity));
    }

    /** Whether to hold the answer to the schema of {@code response_format}. */
    public ChatRequest structuredOutputs(boolean structuredOutputs) {
        return copy(set(parameters, "structured_outputs", structuredOutputs));
    }

    /** What much of the answer is expected to be, which lets some models give it sooner. */
    public ChatRequest prediction(Prediction prediction) {
        return copy(set(parameters, "prediction", prediction.json()));
    }

    /** A bare text to continue, in place of messages. */
    public ChatRequest prompt(String prompt) {
        return copy(set(parameters, "prompt", prompt));
    }

    // How tokens are chosen

    /** How freely tokens are chosen, 0 to 2; 1 is the default. */
    public ChatRequest temperature(double temperature) {
        return copy(set(parameters, "temperature", temperature));
    }

    /** Only the likeliest tokens whose probabilities add up to this are considered, 0 to 1. */
    public ChatRequest topP(double topP) {
        return copy(set(parameters, "top_p", topP));
    }

    /** Only this many of the likeliest tokens are considered at each place. */
    public ChatRequest topK(int topK) {
        return copy(set(parameters, "top_k", topK));
    }

    /** Only tokens are considered whose probability is high enough beside that of the likeliest one, 0 to 1. */
    public ChatRequest topA(double topA) {
        return copy(set(parameters, "top_a", topA));
    }

    /** Only tokens are considered that have this share of the likeliest one's probability, 0 to 1. */
    public ChatRequest minP(double minP) {
        return copy(set(parameters, "min_p", minP));
    }

    /** How much a token is avoided for each time it has been used, -2 to 2. */
    public ChatRequest frequencyPenalty(double frequencyPenalty) {
        return copy(set(parameters, "frequency_penalty", frequencyPenalty));
    }

    /** How much a token is avoided once it has been used, -2 to 2. */
    public ChatRequest presencePenalty(double presencePenalty) {
        return copy(set(parameters, "presence_penalty", presencePenalty));
    }

    /** The factor by which tokens of the prompt and the answer are avoided; 1 avoids none. */
    public ChatRequest repetitionPenalty(double repetitionPenalty) {
        return copy(set(parameters, "repetition_penalty", repetitionPenalty));
    }

    /** What is added to the likelihood of tokens, by token id, -100 to 100. */
    public ChatRequest logitBias(Map<String, ? extends Number> logitBias) {
        return copy(set(parameters, "logit_bias", numbers("logit_bias", logitBias)));
    }

    /** A number that makes the choice of tokens repeatable, where the model can do that. */
    public ChatRequest seed(long seed) {
        return copy(set(parameters, "seed", seed));
    }

    // Reasoning

    /** How much the model reasons, and whether its reasoning is shown. */
    public ChatRequest reasoning(ReasoningOptions reasoning) {
        return copy(set(parameters, "reasoning", reasoning.json()));
    }

    /** How much the model reasons: short for {@code reasoning.effort}. */
    public ChatRequest reasoningEffort(Effort reasoningEffort) {
        return copy(set(parameters, "reasoning_effort", reasoningEffort.value()));
    }

    /** Whether reasoning is shown, under the name from before {@code reasoning.exclude}. */
    public ChatRequest includeReasoning(boolean includeReasoning) {
        return copy(set(parameters, "include_reasoning", includeReasoning));
    }

    // Tools

    /** The tools that the model may call. */
    public ChatRequest tools(Tool... tools) {
        return copy(set(parameters, "tools", array(List.of(tools), Tool::json)));
    }

    /** The tools that the model may call. */
    public ChatRequest tools(List<Tool> tools) {
        return copy(set(parameters, "tools", array(tools, Tool::json)));
    }

    /** Whether the model may, must or must not call a tool, or which one. */
    public ChatRequest toolChoice(ToolChoice toolChoice) {
        return copy(set(parameters, "tool_choice", toolChoice.json()));
    }

    /** Whether one answer may call several tools. */
    public ChatRequest parallelToolCalls(boolean parallelToolCalls) {
        return copy(set(parameters, "parallel_tool_calls", parallelToolCalls));
    }

    /** The conditions of which any one ends the loop of server tool calls. */
    public ChatRequest stopServerToolsWhen(StopCondition... stopServerToolsWhen) {
        return copy(
                set(parameters, "stop_server_tools_when", array(List.of(stopServerToolsWhen), StopCondition::json)));
    }

    /** What OpenRouter does around the model's work, such as searching the web or parsing files. */
    public ChatRequest plugins(Plugin... plugins) {
        return copy(set(parameters, "plugins", array(List.of(plugins), Plugin::json)));
    }

    /** How much a model with a web search of its own searches. */
    public ChatRequest webSearchOptions(WebSearchOptions webSearchOptions) {
        return copy(set(parameters, "web_search_options", webSearchOptions.json()));
    }

    // Where the request goes

    /** The models to try one after the other where the one before fails. */
    public ChatRequest models(String... models) {
        return copy(set(parameters, "models", Json.of(List.of(models))));
    }

    /** Which providers may serve the request, and in which order. */
    public ChatRequest provider(ProviderPreferences provider) {
        return copy(set(parameters, "provider", provider.json()));
    }

    /** The deprecated form of {@code provider.sort.partition}: {@code fallback} or {@code sort}. */
    public ChatRequest route(String route) {
        return copy(set(parameters, "route", route));
    }

    /** The tier to be served in: {@code auto}, {@code default}, {@code flex}, {@code priority} and others. */
    public ChatRequest serviceTier(String serviceTier) {
        return copy(set(parameters, "service_tier", serviceTier));
    }

    /** The changes made to the prompt to fit it in, before the plugin {@code context-compression}. */
    public ChatRequest transforms(String... transforms) {
        return copy(set(parameters, "transforms", Json.of(List.of(transforms))));
    }

    // Caching

    /** That the prompt is cached up to its last block that can be. */
    public ChatRequest cacheControl(CacheControl cacheControl) {
        return copy(set(parameters, "cache_control", cacheControl.json()));
    }

    /** What the provider finds the cached prompt of similar requests by. */
    public ChatRequest promptCacheKey(String promptCacheKey) {
        return copy(set(parameters, "prompt_cache_key", promptCacheKey));
    }

    /** How the provider caches the prompt. */
    public ChatRequest promptCacheOptions(PromptCacheOptions promptCacheOptions) {
        return copy(set(parameters, "prompt_cache_options", promptCacheOptions.json()));
    }

    // Streaming

    /** Whether the answer comes in chunks. The client sets this by the method called. */
    public ChatRequest stream(boolean stream) {
        return copy(set(parameters, "stream", stream));
    }

    /** What a stream reports besides the answer. */
    public ChatRequest streamOptions(StreamOptions streamOptions) {
        return copy(set(parameters, "stream_options", streamOptions.json()));
    }

    /** What a stream reveals about the request that reached the provider. */
    public ChatRequest debug(DebugOptions debug) {
        return copy(set(parameters, "debug", debug.json()));
    }

    // Who asks, and what for

    /** A stable name for the end user, best a hash, which keeps one user's abuse from counting against all. */
    public ChatRequest user(String user) {
        return copy(set(parameters, "user", user));
    }

    /** What groups the requests of one conversation, which then stay with one provider; at most 256 characters. */
    public ChatRequest sessionId(String sessionId) {
        return copy(set(parameters, "session_id", sessionId));
    }

    /** Notes on the request: at most 16, names up to 64 and values up to 512 characters. */
    public ChatRequest metadata(Map<String, String> metadata) {
        return copy(set(parameters, "metadata", texts(metadata)));
    }

    /** The names under which tracing tools file the request. */
    public ChatRequest trace(Trace trace) {
        return copy(set(parameters, "trace", trace.json()));
    }
}
