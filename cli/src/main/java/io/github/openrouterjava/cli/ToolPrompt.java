package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.Approval;
import io.github.openrouterjava.chat.ToolCall;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the user before a tool runs; without anybody to ask, nothing runs. */
final class ToolPrompt implements Approval.Approver {
    private final boolean yes;
    private final @Nullable Person person;
    private final Notes notes;
    private final Set<String> always = new HashSet<>();

    /** Who answers. */
    interface Person {
        /** What is answered, or null where there is no answer any more. */
        @Nullable
        String answer(String question);

        /** Ends the wait for an answer, from any thread. */
        void stop();
    }

    /**
     * @param yes whether everything runs without a question
     * @param person null where there is nobody to ask
     */
    ToolPrompt(boolean yes, @Nullable Person person, Notes notes) {
        this.yes = yes;
        this.person = person;
        this.notes = notes;
    }

    @Override
    public Approval approve(ToolCall call) {
        if (yes || always.contains(call.name())) {
            return Approval.YES;
        }
        String shown = shown(call);
        if (person == null) {
            notes.line("not run, for there is no terminal to ask at (--yes runs all): " + shown);
            return Approval.no("nobody is there to allow it");
        }
        while (true) {
            String answer = person.answer("Run " + shown + "? [y]es, [n]o, [a]lways ");
            if (answer == null) {
                return Approval.LATER;
            }
            switch (answer.strip().toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return Approval.YES;
                }
                case "n", "no" -> {
                    return Approval.no("the user said no");
                }
                case "a", "always" -> {
                    always.add(call.name());
                    return Approval.YES;
                }
                default -> {} // and again
            }
        }
    }

    /** The call, without the characters by which it could look like another one. */
    private static String shown(ToolCall call) {
        String text = Notes.oneLine(call.name() + " " + call.arguments());
        return Output.tame(text).replaceAll("\\p{Cf}", "\ufffd");
    }

    /** Ends the wait for an answer, from any thread. */
    void stop() {
        if (person != null) {
            person.stop();
        }
    }
}
