package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.ToolFailure;
import io.github.openrouterjava.chat.ToolResult;
import io.github.openrouterjava.json.Json;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The text on standard output as it comes, the rest on standard error: reasoning and tool calls, which a person sees grow
 * and others get in one line once they are complete, tools' results, shortened, and what a terminal can't show by its
 * number.
 */
final class TextView implements View {
    private static final int SHORT = 100;

    private final Output output;
    private final Notes notes;
    private final boolean oneScreen;
    private final boolean onlyJson;
    private final StringBuilder reasoningStart = new StringBuilder();
    private int reasoningShown;
    private int textShown;
    private int callsShown;
    private boolean reasons;
    private boolean calls;

    /**
     * @param oneScreen whether both outputs appear on one terminal, where they must not share a line
     * @param onlyJson whether the text is shown only as the JSON that it holds
     */
    TextView(Output output, Notes notes, boolean oneScreen, boolean onlyJson) {
        this.output = output;
        this.notes = notes;
        this.oneScreen = oneScreen;
        this.onlyJson = onlyJson;
    }

    @Override
    public void show(ChatEvent event, Supplier<ChatCompletion> soFar) {
        // Not a switch: what a first one by patterns has the JDK load would delay the first word.
        if (event instanceof ChatEvent.Text(String piece)) {
            endReasoning();
            endCalls(soFar);
            text(piece);
        } else if (event instanceof ChatEvent.Reasoning(String piece)) {
            endCalls(soFar);
            reasoning(piece);
        } else if (event instanceof ChatEvent.ToolCallDelta delta) {
            endReasoning();
            call(delta);
        } else if (event instanceof ChatEvent.TurnFinished(ChatCompletion completion)) {
            end(completion, "");
        } else if (event instanceof ChatEvent.ToolFinished(ToolResult result)) {
            result(result.call(), result.text());
        } else if (event instanceof ChatEvent.ToolFailed(ToolResult result)) {
            ToolFailure failure = result.failure();
            result(result.call(), failure == null ? result.text() : failure.message());
        } // what else an answer has is shown at its end
    }

    @Override
    public void cutOff(ChatCompletion completion) {
        end(completion, " (cut off)");
        if (onlyJson) {
            answered(completion, null);
        }
    }

    @Override
    public void answered(ChatCompletion completion, @Nullable Json json) {
        if (!onlyJson) {
            return;
        } else if (json != null) {
            output.line(json.toText());
        } else if (!completion.text().isBlank()) {
            notes.line(completion.text());
        }
    }

    private void end(ChatCompletion completion, String remark) {
        String reasoning = completion.reasoning();
        reasoning(reasoning.substring(Math.min(reasoningShown, reasoning.length())));
        endReasoning();
        String text = completion.text();
        text(text.substring(Math.min(textShown, text.length())));
        output.endLine();
        if (notes.isTerminal() && calls) {
            notes.dimPiece(remark.isEmpty() ? ")" : remark);
            notes.endLine();
        }
        calls(completion.toolCalls(), remark);
        alsoCame(completion);
        reasoningShown = 0;
        textShown = 0;
        callsShown = 0;
    }

    private void text(String piece) {
        if (!piece.isEmpty() && !onlyJson) {
            output.text(piece);
            textShown += piece.length();
        }
    }

    private void reasoning(String piece) {
        if (piece.isEmpty()) {
            return;
        }
        reasoningShown += piece.length();
        if (!reasons) {
            keepApart();
        }
        reasons = true;
        if (notes.isTerminal()) {
            notes.dimPiece(piece);
        } else if (reasoningStart.length() <= SHORT) {
            reasoningStart.append(piece);
        }
    }

    private void endReasoning() {
        if (reasons && !notes.isTerminal()) {
            notes.line("reasoning: " + shortened(reasoningStart.toString()));
            reasoningStart.setLength(0);
        }
        if (reasons) {
            notes.endLine();
            reasons = false;
        }
    }

    /** A person sees a call grow; for others it is enough to know that there is one. */
    private void call(ChatEvent.ToolCallDelta delta) {
        calls = true;
        if (!notes.isTerminal()) {
            return;
        }
        if (delta.place() >= callsShown) {
            if (delta.name().isBlank()) {
                return; // until it has a name it is not shown
            }
            if (callsShown > 0) {
                notes.dimPiece(")");
            }
            keepApart();
            notes.endLine();
            notes.dimPiece("→ " + delta.name() + "(");
            callsShown = delta.place() + 1;
        }
        notes.dimPiece(delta.arguments());
    }

    private void endCalls(Supplier<ChatCompletion> soFar) {
        if (calls && notes.isTerminal()) {
            notes.dimPiece(")");
            notes.endLine();
        } else if (calls) {
            calls(soFar.get().toolCalls(), "");
        }
        calls = false;
    }

    private void calls(List<ToolCall> all, String remark) {
        for (ToolCall call : all.subList(Math.min(callsShown, all.size()), all.size())) {
            keepApart();
            notes.line("→ " + call.name() + "(" + Notes.oneLine(call.arguments()) + ")" + remark);
        }
        callsShown = all.size();
        calls = false;
    }

    private void result(ToolCall call, String text) {
        keepApart();
        notes.dim("← " + call.name() + ": " + shortened(text));
    }

    private static String shortened(String text) {
        String line = Notes.oneLine(text);
        return line.length() <= SHORT ? line : line.substring(0, SHORT) + "…";
    }

    private void alsoCame(ChatCompletion completion) {
        Message.Assistant message = completion.message();
        if (message == null) {
            return;
        }
        if (message.refusal() != null && !message.refusal().isBlank()) {
            notes.line("refused: " + Notes.oneLine(message.refusal()));
        }
        if (!message.images().isEmpty()
                || message.audio() != null
                || completion.choices().size() > 1) {
            notes.line("also came: "
                    + (completion.choices().size() > 1 ? (completion.choices().size() - 1) + " more answers, " : "")
                    + message.images().size() + " images" + (message.audio() != null ? ", sound" : "")
                    + "; --json shows all");
        }
    }

    private void keepApart() {
        if (oneScreen && output.midLine()) {
            output.endLine();
        }
    }
}
