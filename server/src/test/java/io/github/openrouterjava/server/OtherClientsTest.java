package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.NotFoundException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that others wrote stream text, a tool call and an error from the local server. */
@Timeout(120)
class OtherClientsTest {
    private static LocalOpenRouter server;

    @BeforeAll
    static void start() {
        server = LocalOpenRouter.start();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void curl() throws Exception {
        assumeTrue(NodePackages.exists("curl"), "curl is not here");
        String url = server.baseUrl() + "/chat/completions";
        String events = run(Path.of("."), "curl", "-sN", url, "-d", ask("offline/echo"));
        assertTrue(events.startsWith(": OPENROUTER PROCESSING\n\ndata: {"), events);
        assertTrue(events.endsWith("\n\ndata: [DONE]\n\n"), events);
        String weather = "{\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}],";
        String calls =
                run(Path.of("."), "curl", "-sN", url, "-d", ask("offline/demo").replaceFirst("\\{", weather));
        assertTrue(calls.contains("\"name\":\"get_weather\""), calls);
        assertTrue(calls.contains("\"finish_reason\":\"tool_calls\""), calls);
        String refused = run(Path.of("."), "curl", "-s", "-w", "%{http_code}", url, "-d", ask("offline/nothing"));
        assertTrue(refused.startsWith("{\"error\":{\"code\":404,"), refused);
        assertTrue(refused.endsWith("404"), refused);
    }

    private static String ask(String model) {
        return "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    }

    @Test
    void openaiForNode() throws Exception {
        node("openai.mjs");
    }

    @Test
    void openRouterForNode() throws Exception {
        node("openrouter.mjs");
    }

    private static void node(String script) throws Exception {
        JsonNode told = new ObjectMapper().readTree(run(NodePackages.installed(), "node", script, server.baseUrl()));
        assertTrue(told.path("models").toString().contains("offline/lorem"), told::toString);
        assertTrue(told.at("/text/text").asText().contains("Grüße"), told::toString);
        assertEquals("stop", told.at("/text/reason").asText());
        assertTrue(told.at("/text/tokens").asInt() > 0, told::toString);
        assertEquals("get_weather", told.at("/tool/tool").asText());
        assertTrue(told.at("/tool/args").asText().contains("\"city\""), told::toString);
        assertEquals("tool_calls", told.at("/tool/reason").asText());
        assertEquals(404, told.at("/error/status").asInt());
        assertTrue(told.at("/error/message").asText().contains("offline/nothing"), told::toString);
    }

    @Test
    void langChain4j() throws Exception {
        assertTrue(langChain4j("offline/echo", "Grüße").get().aiMessage().text().contains("Grüße"));
        var call = langChain4j("offline/demo", "What is the weather in Rome?")
                .get()
                .aiMessage()
                .toolExecutionRequests()
                .getFirst();
        assertEquals("get_weather", call.name());
        assertTrue(call.arguments().contains("\"city\""), call.arguments());
        var refused = assertThrows(
                ExecutionException.class,
                () -> langChain4j("offline/nothing", "Hi").get());
        assertEquals(ModelNotFoundException.class, refused.getCause().getClass());
    }

    private static CompletableFuture<ChatResponse> langChain4j(String model, String question) {
        var weather = ToolSpecification.builder()
                .name("get_weather")
                .parameters(JsonObjectSchema.builder()
                        .addStringProperty("city")
                        .required("city")
                        .build())
                .build();
        var request = ChatRequest.builder().messages(UserMessage.from(question));
        if (model.equals("offline/demo")) {
            request.toolSpecifications(weather);
        }
        var end = new CompletableFuture<ChatResponse>();
        OpenAiStreamingChatModel.builder()
                .baseUrl(server.baseUrl())
                .apiKey("any")
                .modelName(model)
                .build()
                .chat(request.build(), new StreamingChatResponseHandler() {
                    @Override
                    public void onPartialResponse(String piece) {}

                    @Override
                    public void onCompleteResponse(ChatResponse response) {
                        end.complete(response);
                    }

                    @Override
                    public void onError(Throwable error) {
                        end.completeExceptionally(error);
                    }
                });
        return end.orTimeout(30, TimeUnit.SECONDS);
    }

    @Test
    void openaiJava() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(server.baseUrl())
                .apiKey("any")
                .maxRetries(0)
                .build();
        try {
            var message = streamed(client, params("offline/echo").build());
            assertTrue(message.content().orElse("").contains("Grüße"), message::toString);
            var weather = FunctionDefinition.builder().name("get_weather").build();
            var called = streamed(
                    client, params("offline/demo").addFunctionTool(weather).build());
            var call = called.toolCalls().orElseThrow().getFirst().asFunction();
            assertEquals("get_weather", call.function().name());
            assertEquals("{}", call.function().arguments());
            assertThrows(
                    NotFoundException.class,
                    () -> client.chat()
                            .completions()
                            .createStreaming(params("offline/nothing").build()));
        } finally {
            client.close();
        }
    }

    private static ChatCompletionCreateParams.Builder params(String model) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage("Grüße");
    }

    private static ChatCompletionMessage streamed(OpenAIClient client, ChatCompletionCreateParams params) {
        var accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(params)) {
            chunks.stream().forEach(accumulator::accumulate);
        }
        return accumulator.chatCompletion().choices().getFirst().message();
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }
}
