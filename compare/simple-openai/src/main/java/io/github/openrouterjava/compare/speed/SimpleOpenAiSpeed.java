package io.github.openrouterjava.compare.speed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.sashirestela.openai.SimpleOpenAI;
import io.github.sashirestela.openai.domain.chat.Chat;
import io.github.sashirestela.openai.domain.chat.ChatMessage.UserMessage;
import io.github.sashirestela.openai.domain.chat.ChatRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * simple-openai by its README: {@code chatCompletions().createStream(request)}, a future of a Stream of chunks. It has
 * no merging of its own: texts are put together.
 */
public final class SimpleOpenAiSpeed implements Subject {
    private SimpleOpenAiSpeed() {}

    public static void main(String... args) throws Exception {
        SpeedDriver.run(new SimpleOpenAiSpeed(), args);
    }

    @Override
    public String name() {
        return "simple-openai";
    }

    @Override
    public Class<?> library() {
        return SimpleOpenAI.class;
    }

    @Override
    public List<Decoder> decoders() {
        return List.of(new Mapper());
    }

    @Override
    public Caller open(String baseUrl) {
        var client = SimpleOpenAI.builder()
                .apiKey("sk-or-speed")
                .baseUrl(baseUrl.replaceFirst("/v1$", "")) // its paths begin with /v1
                .build();
        var request = ChatRequest.builder()
                .model("openai/gpt-5-mini")
                .message(UserMessage.of("Go."))
                .build();
        return taker -> {
            var text = new StringBuilder();
            try (Stream<Chat> chunks =
                    client.chatCompletions().createStream(request).join()) {
                chunks.forEach(chunk -> give(chunk, text, taker));
            }
            taker.whole(text.toString());
        };
    }

    private static void give(Chat chunk, StringBuilder text, Taker taker) {
        if (chunk.getChoices() == null) return;
        for (Chat.Choice choice : chunk.getChoices()) {
            String piece =
                    choice.getMessage() == null ? null : choice.getMessage().getContent();
            if (piece == null) continue;
            text.append(piece);
            taker.piece(piece);
        }
    }

    /** Its type of a chunk by a Jackson mapper; its own is not public. */
    private static final class Mapper implements Decoder {
        private final ObjectMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        @Override
        public String name() {
            return "Jackson, Chat";
        }

        @Override
        public String text(byte[] body, List<String> events) throws IOException {
            var text = new StringBuilder();
            for (String event : events) {
                for (Chat.Choice choice : mapper.readValue(event, Chat.class).getChoices()) {
                    text.append(choice.getMessage().getContent());
                }
            }
            return text.toString();
        }
    }
}
