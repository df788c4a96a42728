package io.github.openrouterjava.compare.speed;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/**
 * Spring AI by its reference: {@code chatModel.stream(prompt)}, a Flux of responses that is subscribed to, merged by
 * its own {@link MessageAggregator}.
 */
public final class SpringAiSpeed implements Subject {
    private SpringAiSpeed() {}

    public static void main(String... args) throws Exception {
        SpeedDriver.run(new SpringAiSpeed(), args);
    }

    @Override
    public String name() {
        return "spring-ai-openai";
    }

    @Override
    public Class<?> library() {
        return OpenAiChatModel.class;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public Caller open(String baseUrl) {
        var options = OpenAiChatOptions.builder()
                .baseUrl(baseUrl)
                .apiKey("sk-or-speed")
                .model("openai/gpt-5-mini")
                .timeout(Duration.ofMinutes(5)); // a minute otherwise, which also ends answers that come
        OpenAiChatModel model =
                OpenAiChatModel.builder().options(options.build()).build();
        return taker -> begin(model, taker);
    }

    private static void begin(OpenAiChatModel model, Taker taker) {
        var merged = new AtomicReference<@Nullable ChatResponse>();
        var responses = model.stream(new Prompt("Go.")).doOnNext(response -> give(response, taker));
        new MessageAggregator()
                .aggregate(responses, merged::set)
                .subscribe(response -> {}, taker::failed, () -> taker.whole(text(merged.get())));
    }

    private static void give(ChatResponse response, Taker taker) {
        for (Generation generation : response.getResults())
            taker.piece(generation.getOutput().getText());
    }

    private static @Nullable String text(@Nullable ChatResponse whole) {
        return whole == null || whole.getResult() == null
                ? null
                : whole.getResult().getOutput().getText();
    }
}
