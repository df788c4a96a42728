package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.ToolCall;
import java.util.List;
import java.util.function.Supplier;

/**
 * The text on standard output as it comes, the rest on standard error: reasoning, which is shown whole to a person and
 * shortened to one line elsewhere, tool calls as soon as they are complete, and what a terminal can't show by its number.
 */
final class TextView implements View {
    private static final int SHORT = 100;

    private final Output output;
    private final Notes notes;
    private final boolean oneScreen;
    private final StringBuilder reasoningStart = new StringBuilder();
    private int reasoningShown;
    private int textShown;
    private int callsShown;
    private boolean reasons;
    private boolean calls;

    /** @param oneScreen whether both outputs appear on one terminal, where they must not share a line */
    TextView(Output output, Notes notes, boolean oneScreen) {
        this.output = output;
        this.notes = notes;
        this.oneScreen = oneScreen;
    }

    @Override
    public void chunk(ChatCompletionChunk chunk, Supplier<ChatCompletion> soFar) {
        boolean calling = false;
        boolean finished = false;
        for (ChatCompletionChunk.Choice choice : chunk.choices()) {
            calling |= !choice.delta().toolCalls().isEmpty();
            finished |= choice.finishReason() != null;
        }
        String text = chunk.text();
        calls |= calling;
        reasoning(chunk.reasoning());
        if (calling || finished || !text.isEmpty()) {
            endReasoning();
        }
        if (calls
                && (finished
                        || !text.isEmpty()
                        || (!calling && !chunk.reasoning().isEmpty()))) {
            calls(soFar.get().toolCalls(), "");
        }
        text(text);
    }

    @Override
    public void end(ChatCompletion completion, boolean whole) {
        String reasoning = completion.reasoning();
        reasoning(reasoning.substring(Math.min(reasoningShown, reasoning.length())));
        endReasoning();
        String text = completion.text();
        text(text.substring(Math.min(textShown, text.length())));
        output.endLine();
        calls(completion.toolCalls(), whole ? "" : " (cut off)");
        alsoCame(completion);
    }

    private void text(String piece) {
        if (!piece.isEmpty()) {
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
            String start = Notes.oneLine(reasoningStart.toString());
            notes.line("reasoning: " + (start.length() <= SHORT ? start : start.substring(0, SHORT) + "…"));
            reasoningStart.setLength(0);
        }
        if (reasons) {
            notes.endLine();
            reasons = false;
        }
    }

    private void calls(List<ToolCall> all, String remark) {
        for (ToolCall call : all.subList(Math.min(callsShown, all.size()), all.size())) {
            keepApart();
            notes.line("→ " + call.name() + "(" + Notes.oneLine(call.arguments()) + ")" + remark);
        }
        callsShown = all.size();
        calls = false;
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
