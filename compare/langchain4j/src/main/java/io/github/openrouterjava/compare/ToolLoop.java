package io.github.openrouterjava.compare;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.tool.ToolExecutor;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** LangChain4j's loop over tools: an AI service whose tools are a map of specifications to executors. */
final class ToolLoop {
    interface Assistant {
        TokenStream chat(String message);
    }

    private final Assistant assistant;
    private final String prompt;
    private volatile @Nullable Report report;

    ToolLoop(StreamingChatModel model, Task task) {
        prompt = task.prompt();
        Map<ToolSpecification, ToolExecutor> tools = new LinkedHashMap<>();
        task.tools()
                .forEach((name, tool) -> tools.put(specification(name), (call, memoryId) -> {
                    String arguments = call.arguments().isBlank() ? "{}" : call.arguments();
                    JsonObject object = (JsonObject) Json.parse(arguments);
                    Report told = report;
                    if (told != null) told.ran(name);
                    try {
                        return tool.run(object);
                    } catch (InterruptedException ended) {
                        throw new IllegalStateException(ended);
                    }
                }));
        var service = AiServices.builder(Assistant.class)
                .streamingChatModel(model)
                .chatMemory(MessageWindowChatMemory.withMaxMessages(100))
                .tools(tools)
                .executeToolsConcurrently();
        Integer steps = task.steps();
        // Its limit is one of answers that call tools, and the one beyond fails.
        assistant = (steps == null ? service : service.maxToolCallingRoundTrips(steps - 1)).build();
    }

    private static ToolSpecification specification(String name) {
        return ToolSpecification.builder()
                .name(name)
                .parameters(JsonObjectSchema.builder().build())
                .build();
    }

    /** The last answer. */
    ChatResponse run(Report report) throws ExecutionException, InterruptedException {
        this.report = report;
        var end = new CompletableFuture<ChatResponse>();
        assistant
                .chat(prompt)
                .onPartialResponse(piece -> report.text(0, piece))
                .onPartialThinking(piece -> report.reasoning(piece.text()))
                .onIntermediateResponse(answer -> report.nextAnswer())
                .onCompleteResponse(end::complete)
                .onError(end::completeExceptionally)
                .start();
        return end.get();
    }
}
