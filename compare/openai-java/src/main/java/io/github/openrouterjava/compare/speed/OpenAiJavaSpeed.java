package io.github.openrouterjava.compare.speed;

import static com.openai.core.ObjectMappers.jsonMapper;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * openai-java by its README: {@code chat().completions().createStreaming(params)}, each chunk given to its own
 * {@link ChatCompletionAccumulator}. With the argument {@code async}, the same of its asynchronous client.
 */
public final class OpenAiJavaSpeed implements Subject {
    private static final ChatCompletionCreateParams PARAMS = ChatCompletionCreateParams.builder()
            .model("openai/gpt-5-mini")
            .addUserMessage("Go.")
            .build();

    private final boolean async;

    private OpenAiJavaSpeed(boolean async) {
        this.async = async;
    }

    public static void main(String... args) throws Exception {
        SpeedDriver.run(new OpenAiJavaSpeed(args[0].equals("async")), Arrays.copyOfRange(args, 1, args.length));
    }

    @Override
    public String name() {
        return async ? "openai-java (async)" : "openai-java";
    }

    @Override
    public Class<?> library() {
        return ChatCompletionChunk.class;
    }

    @Override
    public boolean blocking() {
        return !async;
    }

    @Override
    public List<Decoder> decoders() {
        return async ? List.of() : List.of(new Mapper());
    }

    @Override
    public Caller open(String baseUrl) {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .apiKey("sk-or-speed")
                .baseUrl(baseUrl)
                .build();
        return async ? taker -> begin(client, taker) : taker -> stream(client, taker);
    }

    private static void stream(OpenAIClient client, Taker taker) {
        var accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> response =
                client.chat().completions().createStreaming(PARAMS)) {
            response.stream().peek(accumulator::accumulate).forEach(chunk -> give(chunk, taker));
        }
        taker.whole(text(accumulator));
    }

    private static void begin(OpenAIClient client, Taker taker) {
        var accumulator = ChatCompletionAccumulator.create();
        client.async().chat().completions().createStreaming(PARAMS).subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(ChatCompletionChunk chunk) {
                accumulator.accumulate(chunk);
                give(chunk, taker);
            }

            @Override
            public void onComplete(Optional<Throwable> failure) {
                if (failure.isPresent()) taker.failed(failure.get());
                else taker.whole(text(accumulator));
            }
        });
    }

    private static void give(ChatCompletionChunk chunk, Taker taker) {
        chunk.choices().forEach(choice -> taker.piece(choice.delta().content().orElse(null)));
    }

    private static String text(ChatCompletionAccumulator accumulator) {
        return accumulator
                .chatCompletion()
                .choices()
                .getFirst()
                .message()
                .content()
                .orElse("");
    }

    /** Its own JSON mapper. */
    private static final class Mapper implements Decoder {
        @Override
        public String name() {
            return "ObjectMappers.jsonMapper()";
        }

        @Override
        public String text(byte[] body, List<String> events) throws IOException {
            var text = new StringBuilder();
            for (String event : events) {
                for (var choice :
                        jsonMapper().readValue(event, ChatCompletionChunk.class).choices())
                    choice.delta().content().ifPresent(text::append);
            }
            return text.toString();
        }
    }
}
