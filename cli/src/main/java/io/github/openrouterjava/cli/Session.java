package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A conversation: every question is asked with all that was said before. */
final class Session {
    private static final String WELCOME = "/new starts afresh, /quit or Ctrl-D ends, Ctrl-C stops an answer";

    private final ChatRequest start;
    private ChatRequest soFar;

    private Session(ChatRequest start) {
        this.start = start;
        soFar = start;
    }

    /** Where the questions come from. */
    interface Questions extends Consumer<Runnable> {
        /** The next one, or null where there are no more. */
        @Nullable
        String next();

        /** Is given what stops the answer that is under way. */
        @Override
        void accept(Runnable cancel);
    }

    /** Converses until there are no more questions. */
    static int run(Asking asking, ChatRequest start, Questions questions, Output output, Notes notes) {
        notes.dim(WELCOME);
        var session = new Session(start);
        for (String line = questions.next(); line != null; line = questions.next()) {
            switch (line.strip()) {
                case "" -> {
                    continue;
                }
                case "/quit", "/exit" -> {
                    return Exit.COMPLETE;
                }
                case "/new" -> {
                    session.soFar = session.start;
                    notes.dim("a new conversation");
                }
                default -> {
                    ChatRequest asked = session.soFar.add(Message.user(line));
                    Asking.Outcome outcome = asking.ask(asked, new TextView(output, notes, true), questions);
                    session.remember(asked, outcome);
                }
            }
        }
        return Exit.COMPLETE;
    }

    /** Keeps the question and what came of the answer; a question that nothing came of is forgotten. */
    private void remember(ChatRequest asked, Asking.Outcome outcome) {
        ChatCompletion completion = outcome.completion();
        Message.Assistant message = completion == null ? null : completion.message();
        if (message == null || (message.text().isEmpty() && outcome.exit() != Exit.COMPLETE)) {
            return;
        }
        // What is cut off is sent back as plain text: providers refuse half of a reasoning block.
        soFar = asked.add(outcome.exit() == Exit.COMPLETE ? withoutCalls(message) : Message.assistant(message.text()));
    }

    /** No tool runs here, and a call without its result is refused. */
    private static Message.Assistant withoutCalls(Message.Assistant message) {
        return new Message.Assistant(
                message.role(),
                message.content(),
                message.refusal(),
                message.reasoning(),
                message.reasoningContent(),
                List.of(),
                message.reasoningDetails(),
                message.annotations(),
                message.images(),
                message.audio(),
                message.name(),
                message.model(),
                message.extra());
    }
}
