package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import java.util.List;
import java.util.Objects;

/** Asks a second question about the first answer: the whole message goes back, reasoning included. */
final class HoldAConversation {
    private HoldAConversation() {}

    public static void main(String... args) {
        try (var openRouter = OpenRouter.create()) {
            var request = ChatRequest.of("openai/gpt-5-mini", Message.user("Name a river."));
            for (String question : List.of("Where does it rise?", "And where does it end?")) {
                ChatCompletion answer = openRouter.chat().complete(request);
                System.out.println(answer.text());
                request = request.add(Objects.requireNonNull(answer.message()), Message.user(question));
            }
            System.out.println(openRouter.chat().complete(request).text());
        }
    }
}
