package io.github.openrouterjava.compare;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonString;
import com.openai.core.JsonValue;
import com.openai.core.Timeout;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * openai-java by its README: {@code chat().completions().createStreaming(params)} in try-with-resources, each chunk given
 * to {@link ChatCompletionAccumulator}; or {@code create(params)}. Text and reasoning are what the chunks hold, all else
 * is the accumulator's. OpenRouter's own members are read through {@code _allProperties()} and its own JSON mapper.
 * A stream without its last chunk is a failure, for then the accumulator says so.
 */
public final class OpenAiJavaDriver implements Client {
    private final OpenAIClient client;
    private final ChatCompletionCreateParams params;
    private final boolean streamed;

    private OpenAiJavaDriver(Task task) {
        var timeout = Timeout.builder();
        if (task.clock("connect_ms") != null) timeout.connect(task.clock("connect_ms"));
        if (task.clock("idle_ms", "first_token_ms") != null) timeout.read(task.clock("idle_ms", "first_token_ms"));
        if (task.total() != null) timeout.request(task.total());
        client = OpenAIOkHttpClient.builder()
                .apiKey(task.apiKey())
                .baseUrl(task.baseUrl())
                .timeout(timeout.build())
                .build();
        var request = ChatCompletionCreateParams.builder().model(task.model()).addUserMessage(task.prompt());
        task.others().forEach((name, value) -> request.putAdditionalBodyProperty(name, JsonValue.from(value)));
        params = request.build();
        streamed = task.stream();
    }

    public static void main(String... args) throws Exception {
        Driver.run("openai-java", ChatCompletionChunk.class, OpenAiJavaDriver::new);
    }

    @Override
    public void call(Report report) throws Exception {
        try {
            if (streamed) {
                stream(report);
            } else {
                report.whole(jsonMapper()
                        .writeValueAsString(client.chat().completions().create(params)));
            }
        } catch (OpenAIServiceException refused) {
            report.failed(refused, code(refused));
        }
    }

    private void stream(Report report) throws Exception {
        var accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(params)) {
            response.stream()
                    .peek(accumulator::accumulate)
                    .forEach(chunk -> chunk.choices().forEach(choice -> {
                        var delta = choice.delta();
                        report.text((int) choice.index(), delta.content().orElse(null));
                        choice.finishReason()
                                .ifPresent(reason -> report.finishReason((int) choice.index(), reason.asString()));
                        if (choice.index() == 0) {
                            report.refusal(delta.refusal().orElse(null));
                            report.reasoning(reasoning(delta._allProperties()));
                        }
                    }));
        }
        report.whole(jsonMapper().writeValueAsString(accumulator.chatCompletion()));
    }

    private static @Nullable String reasoning(Map<String, JsonValue> others) {
        JsonValue reasoning = others.getOrDefault("reasoning", others.get("reasoning_content"));
        return reasoning instanceof JsonString text ? text.value() : null;
    }

    /** From the body, which has it in any case: {@code code()} throws where the server's code is a number. */
    private static String code(OpenAIServiceException refused) {
        return refused.statusCode() + " " + refused.body();
    }
}
