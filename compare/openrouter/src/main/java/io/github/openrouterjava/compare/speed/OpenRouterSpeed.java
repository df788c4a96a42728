package io.github.openrouterjava.compare.speed;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.http.JdkHttpTransport;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * This project's client: a {@link ChatStream} read chunk by chunk, then its merged completion; by its own transport,
 * sockets, or with the argument {@code jdk} by the JDK's HTTP client.
 */
public final class OpenRouterSpeed implements Subject {
    private final String kind;

    private OpenRouterSpeed(String kind) {
        this.kind = kind;
    }

    public static void main(String... args) throws Exception {
        SpeedDriver.run(new OpenRouterSpeed(args[0]), Arrays.copyOfRange(args, 1, args.length));
    }

    @Override
    public String name() {
        return "openrouter-java ("
                .concat(kind.equals("jdk") ? "JDK client" : kind)
                .concat(")");
    }

    @Override
    public Class<?> library() {
        return OpenRouter.class;
    }

    @Override
    public List<Decoder> decoders() {
        return kind.equals("jdk") ? List.of() : List.of(new Whole(), new Chunks());
    }

    @Override
    public Caller open(String baseUrl) {
        var builder = OpenRouter.builder().apiKey("sk-or-speed").baseUrl(baseUrl);
        if (kind.equals("jdk")) builder.transport(JdkHttpTransport.create(Duration.ofSeconds(10)));
        OpenRouter openRouter = builder.build();
        ChatRequest request = ChatRequest.of("openai/gpt-5-mini", Message.user("Go."));
        return new Caller() {
            @Override
            public void stream(Taker taker) {
                try (ChatStream stream = openRouter.chat().stream(request)) {
                    for (ChatCompletionChunk chunk : stream) taker.piece(chunk.text());
                    taker.whole(stream.completion().text());
                }
            }
        };
    }

    /** All that it does with an answer: events found in bytes, what has changed decoded, merged. */
    private static final class Whole implements Decoder {
        @Override
        public String name() {
            return "ChatStream.of";
        }

        @Override
        public String text(byte[] body, List<String> events) {
            try (ChatStream stream = ChatStream.of(new ByteArrayInputStream(body))) {
                int chars = 0;
                for (ChatCompletionChunk chunk : stream) chars += chunk.text().length();
                String text = stream.completion().text();
                return text.length() == chars ? text : "";
            }
        }
    }

    /** The full decoder, by the way that is public, from a String. */
    private static final class Chunks implements Decoder {
        @Override
        public String name() {
            return "ChatCompletionChunk.parse";
        }

        @Override
        public String text(byte[] body, List<String> events) {
            var text = new StringBuilder();
            for (String event : events)
                text.append(ChatCompletionChunk.parse(event).text());
            return text.toString();
        }
    }
}
