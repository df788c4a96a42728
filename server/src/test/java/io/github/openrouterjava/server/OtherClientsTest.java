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
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    private static final Path SCRIPTS = Path.of("src/test/clients");
    static final Path INSTALLED = Path.of("target/clients");
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
        assumeTrue(exists("curl"), "curl is not here");
        String url = server.baseUrl() + "/chat/completions";
        String events = run(Path.of("."), "curl", "-sN", url, "-d", ask("offline/echo"));
        assertTrue(events.startsWith(": OPENROUTER PROCESSING\n\ndata: {"), events);
        assertTrue(events.endsWith("\n\ndata: [DONE]\n\n"), events);
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
        assumeTrue(exists("node") && exists("npm"), "Node and npm are not here");
        install();
        JsonNode told = new ObjectMapper().readTree(run(INSTALLED, "node", script, server.baseUrl()));
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

    /** Installs the packages once; where there is no way to them the tests are left out, and say so. */
    static synchronized void install() throws Exception {
        Files.createDirectories(INSTALLED);
        for (String file : List.of(
                "package.json",
                "package-lock.json",
                "openai.mjs",
                "openrouter.mjs",
                "browser.mjs",
                "contrast.mjs",
                "page.mjs")) {
            Files.write(INSTALLED.resolve(file), Files.readAllBytes(SCRIPTS.resolve(file)));
        }
        Path done = INSTALLED.resolve("node_modules/.package-lock.json");
        if (!Files.exists(done)
                || Files.getLastModifiedTime(done)
                                .compareTo(Files.getLastModifiedTime(SCRIPTS.resolve("package-lock.json")))
                        < 0) {
            Process npm = new ProcessBuilder("npm", "ci", "--ignore-scripts", "--silent")
                    .directory(INSTALLED.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(npm.getInputStream().readAllBytes(), UTF_8);
            assumeTrue(npm.waitFor() == 0, "npm ci failed: " + output);
        }
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
            var accumulator = ChatCompletionAccumulator.create();
            try (StreamResponse<ChatCompletionChunk> chunks =
                    client.chat().completions().createStreaming(params("offline/echo"))) {
                chunks.stream().forEach(accumulator::accumulate);
            }
            var message = accumulator.chatCompletion().choices().getFirst().message();
            assertTrue(message.content().orElse("").contains("Grüße"), message::toString);
            assertThrows(
                    NotFoundException.class,
                    () -> client.chat().completions().createStreaming(params("offline/nothing")));
        } finally {
            client.close();
        }
    }

    private static ChatCompletionCreateParams params(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Grüße")
                .build();
    }

    static boolean exists(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
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
