package io.github.openrouterjava.compare;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j by its documentation: {@code OpenAiStreamingChatModel.chat(request, handler)}, whose final
 * {@link ChatResponse} is its own merging; or {@code OpenAiChatModel.chat(request)}. Reasoning is asked for with
 * {@code returnThinking}. The first of {@code onError} and {@code onCompleteResponse} is the end. Tools are run by
 * {@code AiServices}, whose memory keeps the conversation, and reasoning goes back by {@code sendThinking}.
 */
public final class LangChain4jDriver implements Client {
    private final @Nullable OpenAiStreamingChatModel streaming;
    private final @Nullable OpenAiChatModel whole;
    private final ChatRequest request;
    private final @Nullable ToolLoop loop;

    private LangChain4jDriver(Task task) {
        Duration timeout = task.clock("idle_ms", "first_token_ms", "total_ms", "connect_ms");
        streaming = !task.stream()
                ? null
                : OpenAiStreamingChatModel.builder()
                        .baseUrl(task.baseUrl())
                        .apiKey(task.apiKey())
                        .modelName(task.model())
                        .timeout(timeout)
                        .returnThinking(true)
                        .sendThinking(!task.tools().isEmpty())
                        .customParameters(task.others())
                        .build();
        loop = streaming == null || task.tools().isEmpty() ? null : new ToolLoop(streaming, task);
        whole = task.stream()
                ? null
                : OpenAiChatModel.builder()
                        .baseUrl(task.baseUrl())
                        .apiKey(task.apiKey())
                        .modelName(task.model())
                        .timeout(timeout)
                        .returnThinking(true)
                        .customParameters(task.others())
                        .build();
        request =
                ChatRequest.builder().messages(UserMessage.from(task.prompt())).build();
    }

    public static void main(String... args) throws Exception {
        Driver.run("langchain4j-open-ai", OpenAiStreamingChatModel.class, true, LangChain4jDriver::new);
    }

    @Override
    public void call(Report report) throws Exception {
        if (whole != null) {
            try {
                ChatResponse response = whole.chat(request);
                report.text(0, response.aiMessage().text());
                report.reasoning(response.aiMessage().thinking());
                tell(response, report);
            } catch (RuntimeException failure) {
                report.failed(failure, code(failure));
            }
        }
        if (loop != null) {
            try {
                tell(loop.run(report), report);
            } catch (ExecutionException failure) {
                report.failed(failure.getCause(), code(failure.getCause()));
            }
        } else if (streaming != null) {
            stream(streaming, report);
        }
    }

    private void stream(OpenAiStreamingChatModel model, Report report) throws Exception {
        var end = new CompletableFuture<ChatResponse>();
        model.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                report.text(0, piece);
            }

            @Override
            public void onPartialThinking(PartialThinking piece) {
                report.reasoning(piece.text());
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                end.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                end.completeExceptionally(error);
            }
        });
        try {
            tell(end.get(), report);
        } catch (ExecutionException failure) {
            report.failed(failure.getCause(), code(failure.getCause()));
        }
    }

    private static void tell(ChatResponse response, Report report) {
        AiMessage message = response.aiMessage();
        message.toolExecutionRequests().forEach(call -> report.toolCall(call.id(), call.name(), call.arguments()));
        // Its finish reasons are an enum of the API's own words, but for TOOL_EXECUTION.
        if (response.finishReason() != null) {
            String reason = response.finishReason().name().toLowerCase(Locale.ROOT);
            report.finishReason(0, reason.equals("tool_execution") ? "tool_calls" : reason);
        }
        report.idAndModel(response.id(), response.modelName());
        TokenUsage usage = response.tokenUsage();
        if (usage != null) {
            var details = usage instanceof OpenAiTokenUsage openAi ? openAi : null;
            report.usage(
                    usage.inputTokenCount(),
                    usage.outputTokenCount(),
                    usage.totalTokenCount(),
                    details == null || details.inputTokensDetails() == null
                            ? null
                            : details.inputTokensDetails().cachedTokens(),
                    details == null || details.outputTokensDetails() == null
                            ? null
                            : details.outputTokensDetails().reasoningTokens());
        }
    }

    private static @Nullable String code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) return String.valueOf(http.statusCode());
        }
        return null;
    }
}
