package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.Approval;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.RunEnd;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Saves a conversation whose tool call nobody has approved yet; started again, it asks, and goes on from there. */
final class ApproveLater {
    private static final ClientTool PAY = Tool.of("pay", "Pays a bill.", Bill.class, bill -> "paid " + bill.number())
            .needsApproval();

    private ApproveLater() {}

    record Bill(String number) {}

    /** @param args the file that it keeps the conversation in */
    public static void main(String... args) throws IOException {
        Path file = Path.of(args.length == 0 ? "approve-later.json" : args[0]);
        boolean again = Files.exists(file);
        Conversation conversation =
                again ? Conversation.load(file) : Conversation.of("openai/gpt-5-mini", Message.user("Pay bill 4711."));
        try (var openRouter = OpenRouter.create();
                ChatRun run = openRouter
                        .chat()
                        .run(
                                conversation,
                                Tools.of(PAY),
                                options -> again ? options.approver(ApproveLater::decided) : options)) {
            run.forEach(event -> {});
            conversation = run.conversation();
            if (run.end() == RunEnd.WAITING) {
                conversation.save(file);
                System.out.println(
                        "waiting: " + conversation.pendingCalls().getFirst().arguments());
            } else {
                Files.delete(file);
                System.out.println(run.answer().text());
            }
        }
    }

    private static Approval decided(ToolCall call) {
        return call.arguments().contains("4711") ? Approval.YES : Approval.no("only bill 4711 is due");
    }
}
