package io.github.openrouterjava.compare.speed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * LangChain4j by its documentation: {@code OpenAiStreamingChatModel.chat(request, handler)}, which returns at once. Its
 * handler is given the text of a chunk rather than the chunk; the merging is its own.
 */
public final class LangChain4jSpeed implements Subject {
    private LangChain4jSpeed() {}

    public static void main(String... args) throws Exception {
        SpeedDriver.run(new LangChain4jSpeed(), args);
    }

    @Override
    public String name() {
        return "langchain4j-open-ai";
    }

    @Override
    public Class<?> library() {
        return OpenAiStreamingChatModel.class;
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public List<Decoder> decoders() {
        return List.of(new Mapper());
    }

    @Override
    public Caller open(String baseUrl) {
        var model = OpenAiStreamingChatModel.builder()
                .baseUrl(baseUrl)
                .apiKey("sk-or-speed")
                .modelName("openai/gpt-5-mini")
                .timeout(Duration.ofMinutes(5))
                .build();
        var request = ChatRequest.builder().messages(UserMessage.from("Go.")).build();
        return taker -> model.chat(request, new Handler(taker));
    }

    private record Handler(Taker taker) implements StreamingChatResponseHandler {
        @Override
        public void onPartialResponse(String piece) {
            taker.piece(piece);
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            taker.whole(response.aiMessage().text());
        }

        @Override
        public void onError(Throwable failure) {
            taker.failed(failure);
        }
    }

    /** Its type of a chunk by a Jackson mapper; its own is not public. */
    private static final class Mapper implements Decoder {
        private final ObjectMapper mapper = JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();

        @Override
        public String name() {
            return "Jackson, ChatCompletionResponse";
        }

        @Override
        public String text(byte[] body, List<String> events) throws IOException {
            var text = new StringBuilder();
            for (String event : events) {
                for (var choice :
                        mapper.readValue(event, ChatCompletionResponse.class).choices()) {
                    text.append(choice.delta().content());
                }
            }
            return text.toString();
        }
    }
}
