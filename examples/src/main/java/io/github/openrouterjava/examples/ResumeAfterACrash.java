package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolResult;
import io.github.openrouterjava.chat.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves all that is whole after each step; started again after whatever killed it, it goes on from there. */
final class ResumeAfterACrash {
    private ResumeAfterACrash() {}

    record City(String name) {}

    /** @param args the file that it keeps the conversation in */
    public static void main(String... args) throws IOException {
        Path file = Path.of(args.length == 0 ? "trip.json" : args[0]);
        Conversation conversation = Files.exists(file)
                ? Conversation.load(file)
                : Conversation.of("openai/gpt-5-mini", Message.user("Book me nights in Paris and in Rome."));
        var book = Tool.of("book", "Books a night.", City.class, city -> "booked " + city.name());
        try (var openRouter = OpenRouter.create();
                ChatRun run = openRouter.chat().run(conversation, Tools.of(book))) {
            for (ChatEvent event : run) {
                switch (event) {
                    case ChatEvent.Text(String text) -> System.out.print(text);
                    case ChatEvent.TurnFinished turn -> run.conversation().save(file);
                    case ChatEvent.ToolFinished(ToolResult result) -> {
                        run.conversation().save(file);
                        System.out.println(result.text());
                    }
                    case ChatEvent.ToolFailed failed -> run.conversation().save(file);
                    default -> {}
                }
            }
        }
        Files.delete(file);
    }
}
