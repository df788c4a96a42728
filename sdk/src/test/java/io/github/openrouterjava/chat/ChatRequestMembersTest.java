package io.github.openrouterjava.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each member of a request is written under its wire name and read back under the same. */
class ChatRequestMembersTest {
    private static final ChatRequest NONE = new ChatRequest(null, List.of(), JsonObject.EMPTY);
    private static final JsonObject SIZE = JsonObject.of("aspect_ratio", Json.of("16:9"));
    private static final ReasoningOptions REASONING = new ReasoningOptions().maxTokens(9);
    private static final ResponseFormat FORMAT = ResponseFormat.jsonObject();
    private static final ProviderPreferences PROVIDER = new ProviderPreferences().zdr(true);

    /** A member, the JSON it becomes, how it is set and read, and what is read. */
    private record Member(
            String name,
            String json,
            UnaryOperator<ChatRequest> set,
            Function<ChatRequest, Object> read,
            Object value) {}

    private static final List<Member> MEMBERS = List.of(
            new Member(
                    "audio",
                    "{\"voice\":\"alloy\"}",
                    r -> r.audio(new AudioOptions().voice("alloy")),
                    ChatRequest::audio,
                    new AudioOptions().voice("alloy")),
            new Member(
                    "cache_control",
                    "{\"type\":\"ephemeral\"}",
                    r -> r.cacheControl(CacheControl.ephemeral()),
                    ChatRequest::cacheControl,
                    CacheControl.ephemeral()),
            new Member(
                    "debug",
                    "{\"echo_upstream_body\":true}",
                    r -> r.debug(new DebugOptions().echoUpstreamBody(true)),
                    ChatRequest::debug,
                    new DebugOptions().echoUpstreamBody(true)),
            new Member("frequency_penalty", "-0.5", r -> r.frequencyPenalty(-0.5), ChatRequest::frequencyPenalty, -0.5),
            new Member(
                    "image_config",
                    "{\"aspect_ratio\":\"16:9\"}",
                    r -> r.imageConfig(SIZE),
                    ChatRequest::imageConfig,
                    SIZE),
            new Member("include_reasoning", "true", r -> r.includeReasoning(true), ChatRequest::includeReasoning, true),
            new Member(
                    "logit_bias",
                    "{\"50256\":-100}",
                    r -> r.logitBias(Map.of("50256", -100)),
                    ChatRequest::logitBias,
                    Map.of("50256", -100.0)),
            new Member("logprobs", "true", r -> r.logprobs(true), ChatRequest::logprobs, true),
            new Member(
                    "max_completion_tokens",
                    "100",
                    r -> r.maxCompletionTokens(100),
                    ChatRequest::maxCompletionTokens,
                    100),
            new Member("max_tokens", "100", r -> r.maxTokens(100), ChatRequest::maxTokens, 100),
            new Member(
                    "metadata",
                    "{\"a\":\"1\",\"b\":\"2\"}",
                    r -> r.metadata(Map.of("b", "2", "a", "1")),
                    ChatRequest::metadata,
                    Map.of("a", "1", "b", "2")),
            new Member("min_p", "0.05", r -> r.minP(0.05), ChatRequest::minP, 0.05),
            new Member(
                    "modalities",
                    "[\"text\",\"image\"]",
                    r -> r.modalities("text", "image"),
                    ChatRequest::modalities,
                    List.of("text", "image")),
            new Member("models", "[\"a\",\"b\"]", r -> r.models("a", "b"), ChatRequest::models, List.of("a", "b")),
            new Member("n", "2", r -> r.n(2), ChatRequest::n, 2),
            new Member(
                    "parallel_tool_calls",
                    "false",
                    r -> r.parallelToolCalls(false),
                    ChatRequest::parallelToolCalls,
                    false),
            new Member(
                    "plugins",
                    "[{\"id\":\"web\"}]",
                    r -> r.plugins(Plugin.web()),
                    ChatRequest::plugins,
                    List.of(Plugin.web())),
            new Member(
                    "prediction",
                    "{\"content\":\"x\",\"type\":\"content\"}",
                    r -> r.prediction(Prediction.content("x")),
                    ChatRequest::prediction,
                    Prediction.content("x")),
            new Member("presence_penalty", "2", r -> r.presencePenalty(2), ChatRequest::presencePenalty, 2.0),
            new Member("prompt", "\"Once\"", r -> r.prompt("Once"), ChatRequest::prompt, "Once"),
            new Member("prompt_cache_key", "\"k\"", r -> r.promptCacheKey("k"), ChatRequest::promptCacheKey, "k"),
            new Member(
                    "prompt_cache_options",
                    "{\"mode\":\"explicit\",\"ttl\":\"30m\"}",
                    r -> r.promptCacheOptions(PromptCacheOptions.explicit().ttl("30m")),
                    ChatRequest::promptCacheOptions,
                    PromptCacheOptions.explicit().ttl("30m")),
            new Member("provider", "{\"zdr\":true}", r -> r.provider(PROVIDER), ChatRequest::provider, PROVIDER),
            new Member(
                    "reasoning", "{\"max_tokens\":9}", r -> r.reasoning(REASONING), ChatRequest::reasoning, REASONING),
            new Member(
                    "reasoning_effort",
                    "\"xhigh\"",
                    r -> r.reasoningEffort(Effort.XHIGH),
                    ChatRequest::reasoningEffort,
                    Effort.XHIGH),
            new Member("repetition_penalty", "1.1", r -> r.repetitionPenalty(1.1), ChatRequest::repetitionPenalty, 1.1),
            new Member(
                    "response_format",
                    "{\"type\":\"json_object\"}",
                    r -> r.responseFormat(FORMAT),
                    ChatRequest::responseFormat,
                    FORMAT),
            new Member("route", "\"fallback\"", r -> r.route("fallback"), ChatRequest::route, "fallback"),
            new Member(
                    "seed", "9007199254740993", r -> r.seed(9007199254740993L), ChatRequest::seed, 9007199254740993L),
            new Member("service_tier", "\"flex\"", r -> r.serviceTier("flex"), ChatRequest::serviceTier, "flex"),
            new Member("session_id", "\"s\"", r -> r.sessionId("s"), ChatRequest::sessionId, "s"),
            new Member("stop", "[\"END\"]", r -> r.stop("END"), ChatRequest::stop, List.of("END")),
            new Member(
                    "stop_server_tools_when",
                    "[{\"step_count\":5,\"type\":\"step_count_is\"}]",
                    r -> r.stopServerToolsWhen(StopCondition.stepCountIs(5)),
                    ChatRequest::stopServerToolsWhen,
                    List.of(StopCondition.stepCountIs(5))),
            new Member("stream", "true", r -> r.stream(true), ChatRequest::stream, true),
            new Member(
                    "stream_options",
                    "{\"include_usage\":true}",
                    r -> r.streamOptions(new StreamOptions().includeUsage(true)),
                    ChatRequest::streamOptions,
                    new StreamOptions().includeUsage(true)),
            new Member(
                    "structured_outputs", "true", r -> r.structuredOutputs(true), ChatRequest::structuredOutputs, true),
            new Member("temperature", "0.7", r -> r.temperature(0.7), ChatRequest::temperature, 0.7),
            new Member(
                    "tool_choice",
                    "\"required\"",
                    r -> r.toolChoice(ToolChoice.REQUIRED),
                    ChatRequest::toolChoice,
                    ToolChoice.REQUIRED),
            new Member(
                    "tools",
                    "[{\"type\":\"openrouter:bash\"}]",
                    r -> r.tools(Tool.bash()),
                    ChatRequest::tools,
                    List.of(Tool.bash())),
            new Member("top_a", "0.1", r -> r.topA(0.1), ChatRequest::topA, 0.1),
            new Member("top_k", "40", r -> r.topK(40), ChatRequest::topK, 40),
            new Member("top_logprobs", "3", r -> r.topLogprobs(3), ChatRequest::topLogprobs, 3),
            new Member("top_p", "0.9", r -> r.topP(0.9), ChatRequest::topP, 0.9),
            new Member(
                    "trace",
                    "{\"trace_id\":\"t\"}",
                    r -> r.trace(new Trace().traceId("t")),
                    ChatRequest::trace,
                    new Trace().traceId("t")),
            new Member(
                    "transforms",
                    "[\"middle-out\"]",
                    r -> r.transforms("middle-out"),
                    ChatRequest::transforms,
                    List.of("middle-out")),
            new Member("user", "\"u\"", r -> r.user("u"), ChatRequest::user, "u"),
            new Member("verbosity", "\"low\"", r -> r.verbosity("low"), ChatRequest::verbosity, "low"),
            new Member(
                    "web_search_options",
                    "{\"search_context_size\":\"high\"}",
                    r -> r.webSearchOptions(new WebSearchOptions().searchContextSize("high")),
                    ChatRequest::webSearchOptions,
                    new WebSearchOptions().searchContextSize("high")));

    @TestFactory
    Stream<DynamicTest> isWrittenUnderItsNameAndReadBack() {
        return MEMBERS.stream()
                .map(member -> DynamicTest.dynamicTest(member.name(), () -> {
                    var request = member.set().apply(NONE);
                    String document = "{\"" + member.name() + "\":" + member.json() + "}";
                    assertEquals(document, request.toJson());
                    assertEquals(member.value(), member.read().apply(request));
                    assertEquals(request, ChatRequest.parse(document));
                }));
    }

    @Test
    void absentMembersAreNullOrEmpty() {
        for (Member member : MEMBERS) {
            Object absent = member.read().apply(NONE);
            Object expected = switch (member.value()) {
                case List<?> list -> List.of();
                case Map<?, ?> map -> Map.of();
                default -> null;
            };
            assertEquals(expected, absent, member.name());
        }
    }

    @Test
    void everyMemberTogetherComesBack() {
        var all = ChatRequest.of("m", Message.user("Hi"));
        for (Member member : MEMBERS) {
            all = member.set().apply(all);
        }
        assertEquals(MEMBERS.size(), all.parameters().members().size());
        assertEquals(all, ChatRequest.parse(all.toJson()));
        assertEquals(all.toJson(), ChatRequest.parse(all.toJson()).toJson());
    }

    @Test
    void noMemberIsMissingHere() {
        var tested = MEMBERS.stream()
                .map(member -> WireNames.camelCase(member.name()))
                .collect(Collectors.toCollection(TreeSet::new));
        var read = Arrays.stream(ChatParameters.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !name.equals("parameters") && !name.contains("$"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(read, tested);
    }

    @Test
    void oneStopTextCountsAsAListOfIt() {
        assertEquals(List.of("END"), ChatRequest.parse("{\"stop\":\"END\"}").stop());
    }

    @Test
    void aListOfToolsIsSetAsWell() {
        var tools = List.of(Tool.datetime(), Tool.files());
        assertEquals(tools, NONE.tools(tools).tools());
    }
}
