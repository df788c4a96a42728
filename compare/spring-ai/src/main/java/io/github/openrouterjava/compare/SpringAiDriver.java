package io.github.openrouterjava.compare;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.completions.CompletionUsage;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Spring AI by its reference: {@code chatModel.stream(prompt)}, a Flux of responses, merged by its own
 * {@link MessageAggregator}; or {@code chatModel.call(prompt)}. Usage is the native one, for it has the cost.
 */
public final class SpringAiDriver implements Client {
    private final OpenAiChatModel model;
    private final Prompt prompt;
    private final boolean streamed;

    private SpringAiDriver(Task task) {
        var options = OpenAiChatOptions.builder()
                .baseUrl(task.baseUrl())
                .apiKey(task.apiKey())
                .model(task.model())
                .extraBody(task.others());
        Duration total = task.total(); // the one limit it has
        if (total != null) options.timeout(total);
        model = OpenAiChatModel.builder().options(options.build()).build();
        prompt = new Prompt(task.prompt());
        streamed = task.stream();
    }

    public static void main(String... args) throws Exception {
        Driver.run("spring-ai-openai", OpenAiChatModel.class, SpringAiDriver::new);
    }

    @Override
    public void call(Report report) {
        try {
            if (streamed) {
                stream(report);
            } else {
                ChatResponse response = model.call(prompt);
                response.getResults().forEach(generation -> text(generation, report));
                tell(response, report);
                usage(response, report);
            }
        } catch (RuntimeException failure) {
            report.failed(failure, code(failure));
        }
    }

    private void stream(Report report) {
        var merged = new AtomicReference<@Nullable ChatResponse>();
        var responses = model.stream(prompt).doOnNext(piece -> {
            piece.getResults().forEach(generation -> text(generation, report));
            usage(piece, report);
        });
        new MessageAggregator().aggregate(responses, merged::set).blockLast();
        ChatResponse whole = merged.get();
        if (whole != null) tell(whole, report);
    }

    /** The choice's number is in the message's metadata. */
    private static void text(Generation generation, Report report) {
        AssistantMessage message = generation.getOutput();
        int choice = message.getMetadata().get("index") instanceof Number index ? index.intValue() : 0;
        report.text(choice, message.getText());
        String reason = generation.getMetadata().getFinishReason();
        if (reason != null && !reason.isEmpty()) report.finishReason(choice, reason.toLowerCase(Locale.ROOT));
    }

    private static void tell(ChatResponse response, Report report) {
        Generation first = response.getResult();
        if (first != null) {
            AssistantMessage message = first.getOutput();
            if (message.getMetadata().get("reasoningContent") instanceof String reasoning) report.reasoning(reasoning);
            if (message.getMetadata().get("refusal") instanceof String refusal) report.refusal(refusal);
            message.getToolCalls().forEach(call -> report.toolCall(call.id(), call.name(), call.arguments()));
        }
        report.idAndModel(response.getMetadata().getId(), response.getMetadata().getModel());
    }

    private static void usage(ChatResponse response, Report report) {
        Object usage = response.getMetadata().getUsage().getNativeUsage();
        if (!(usage instanceof CompletionUsage tokens) || tokens.totalTokens() == 0) return; // zeros stand for none
        try {
            report.usage(jsonMapper().writeValueAsString(usage));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static @Nullable String code(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIServiceException http) return http.statusCode() + " " + http.body();
        }
        return null;
    }
}
