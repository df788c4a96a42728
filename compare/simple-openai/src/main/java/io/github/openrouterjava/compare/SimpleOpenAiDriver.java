package io.github.openrouterjava.compare;

import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.common.Usage;
import io.github.sashirestela.openai.common.tool.ToolCall;
import io.github.sashirestela.openai.domain.chat.Chat;
import io.github.sashirestela.openai.domain.chat.ChatMessage.ResponseMessage;
import io.github.sashirestela.openai.domain.chat.ChatMessage.UserMessage;
import io.github.sashirestela.openai.domain.chat.ChatRequest;
import io.github.sashirestela.openai.exception.OpenAIException;
import io.github.sashirestela.openai.exception.OpenAIExceptionConverter;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * simple-openai by its README: {@code chatCompletions().createStream(request)}, a future of a Stream of chunks; or
 * {@code create(request)}. It has no merging of its own: tool calls are put together by index, as its examples do.
 */
public final class SimpleOpenAiDriver implements Client {
    private static final class Call {
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable String id;
        private @Nullable String name;
    }

    private final SimpleOpenAI client;
    private final ChatRequest request;
    private final boolean streamed;

    private SimpleOpenAiDriver(Task task) {
        HttpClient.Builder http = HttpClient.newBuilder();
        Duration connect = task.clock("connect_ms");
        if (connect != null) http.connectTimeout(connect);
        client = SimpleOpenAI.builder()
                .apiKey(task.apiKey())
                .baseUrl(task.baseUrl().replaceFirst("/v1$", "")) // its paths begin with /v1
                .httpClient(http.build())
                .build();
        var chat = ChatRequest.builder().model(task.model()).message(UserMessage.of(task.prompt()));
        if (task.others().get("n") instanceof Number n) chat.n(n.intValue());
        request = chat.build();
        streamed = task.stream();
    }

    public static void main(String... args) throws Exception {
        Driver.run("simple-openai", SimpleOpenAI.class, SimpleOpenAiDriver::new);
    }

    @Override
    public void call(Report report) throws Exception {
        var calls = new TreeMap<Integer, Call>();
        try {
            if (streamed) {
                try (Stream<Chat> chunks =
                        client.chatCompletions().createStream(request).join()) {
                    chunks.forEach(chunk -> tell(chunk, calls, report));
                }
            } else {
                tell(client.chatCompletions().create(request).join(), calls, report);
            }
        } catch (RuntimeException failure) {
            rethrown(failure, report);
        }
        calls.values().forEach(call -> report.toolCall(call.id, call.name, call.arguments.toString()));
    }

    private static void tell(Chat chat, Map<Integer, Call> calls, Report report) {
        report.idAndModel(chat.getId(), chat.getModel());
        if (chat.getChoices() != null) {
            for (Chat.Choice choice : chat.getChoices()) {
                int index = choice.getIndex() == null ? 0 : choice.getIndex();
                report.finishReason(index, choice.getFinishReason());
                ResponseMessage message = choice.getMessage();
                if (message == null) continue;
                report.text(index, message.getContent());
                if (index != 0) continue;
                report.reasoning(message.getReasoningContent());
                report.refusal(message.getRefusal());
                if (message.getToolCalls() != null) message.getToolCalls().forEach(call -> merge(call, calls));
            }
        }
        Usage usage = chat.getUsage();
        if (usage == null) return;
        var prompt = usage.getPromptTokensDetails();
        var completion = usage.getCompletionTokensDetails();
        report.usage(
                usage.getPromptTokens(),
                usage.getCompletionTokens(),
                usage.getTotalTokens(),
                prompt == null ? null : prompt.getCachedTokens(),
                completion == null ? null : completion.getReasoningTokens());
    }

    private static void merge(ToolCall piece, Map<Integer, Call> calls) {
        int index = piece.getIndex() == null ? calls.size() : piece.getIndex();
        Call call = calls.computeIfAbsent(index, none -> new Call());
        if (call.id == null) call.id = piece.getId();
        if (piece.getFunction() == null) return;
        if (call.name == null) call.name = piece.getFunction().getName();
        if (piece.getFunction().getArguments() != null)
            call.arguments.append(piece.getFunction().getArguments());
    }

    /** As its README has it: the converter makes the API's own error out of the failure, where it is one. */
    private static void rethrown(RuntimeException failure, Report report) {
        try {
            OpenAIExceptionConverter.rethrow(failure);
        } catch (OpenAIException api) {
            report.failed(api, String.valueOf(api.getResponseInfo().getStatus()));
        } catch (RuntimeException other) { // no error of the API, or one it cannot read
            report.failed(failure, null);
        }
    }
}
