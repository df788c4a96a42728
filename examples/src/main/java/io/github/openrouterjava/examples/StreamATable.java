package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.bind.Description;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import java.util.List;

/** Prints each row of an answer as soon as it is whole, while the next one still comes. */
final class StreamATable {
    private StreamATable() {}

    record River(
            String name,
            @Description("from source to mouth") double kilometers,
            List<String> countries) {}

    record Rivers(List<River> rivers) {}

    public static void main(String... args) {
        var request = ChatRequest.of("openai/gpt-5-mini", Message.user("The three longest rivers of Europe?"));
        try (var openRouter = OpenRouter.create();
                var stream = openRouter.chat().stream(request, Rivers.class)) {
            for (River river : stream.items("rivers", River.class)) {
                System.out.printf("%-10s %6.0f km  %s%n", river.name(), river.kilometers(), river.countries());
            }
            System.out.println(stream.answer().rivers().size() + " rivers");
        }
    }
}
