package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;

/** Streams an answer, then looks at the whole of it. */
final class StreamAnAnswer {
    private StreamAnAnswer() {}

    public static void main(String... args) {
        try (var openRouter = OpenRouter.create()) {
            var request = ChatRequest.of("openai/gpt-5-mini", Message.user("Why is the sky blue?"));
            try (ChatStream stream = openRouter.chat().stream(request)) {
                for (ChatCompletionChunk chunk : stream) {
                    System.out.print(chunk.text());
                }
                ChatCompletion whole = stream.completion();
                System.out.println();
                System.out.println(whole.finishReason() + ", " + whole.usage());
            }
        }
    }
}
