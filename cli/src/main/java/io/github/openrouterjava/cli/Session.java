package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ContentPart;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A conversation: every question is asked with all that was said before. */
final class Session {
    private static final String WELCOME = "/new starts afresh, /quit or Ctrl-D ends, Ctrl-C stops an answer";

    private final Asking asking;
    private final Questions questions;
    private final Output output;
    private final Notes notes;
    private Conversation soFar;
    private List<ContentPart> attached;

    private Session(
            Asking asking,
            Conversation start,
            List<ContentPart> attached,
            Questions questions,
            Output output,
            Notes notes) {
        this.asking = asking;
        this.questions = questions;
        this.output = output;
        this.notes = notes;
        this.attached = attached;
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

    /**
     * Converses until there are no more questions.
     *
     * @param start what was said before; tool calls that wait for their results come first
     * @param attached goes with the first question that is answered
     */
    static int run(
            Asking asking,
            Conversation start,
            List<ContentPart> attached,
            Questions questions,
            Output output,
            Notes notes) {
        notes.dim(WELCOME);
        var session = new Session(asking, start, attached, questions, output, notes);
        if (!start.pendingCalls().isEmpty()) {
            session.ask(null);
        }
        for (String line = questions.next(); line != null; line = questions.next()) {
            switch (line.strip()) {
                case "" -> {
                    continue;
                }
                case "/quit", "/exit" -> {
                    return Exit.COMPLETE;
                }
                case "/new" -> {
                    session.soFar = fresh(start);
                    notes.dim("a new conversation" + asking.saving().warning());
                }
                default -> session.question(line);
            }
        }
        return Exit.COMPLETE;
    }

    private void question(String line) {
        if (ask(Attachments.question(line, attached))) {
            attached = List.of();
        }
    }

    /** True where something came of it. */
    private boolean ask(@Nullable Message question) {
        Conversation before = soFar;
        soFar = asking.ask(before, question, new TextView(output, notes, true, false), questions)
                .conversation();
        return soFar.messages().size() > before.messages().size();
    }

    /** The settings and the instructions, and nothing that was said. */
    private static Conversation fresh(Conversation start) {
        List<Message> instructions = new ArrayList<>(start.messages());
        instructions.removeIf(message -> !(message instanceof Message.System || message instanceof Message.Developer));
        return Conversation.of(start.request().messages(instructions));
    }
}
