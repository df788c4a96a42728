package io.github.openrouterjava.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads reasoning once where a server sends it several times over, under several names. */
final class Reasoning {
    private Reasoning() {}

    /** The details' words, else {@code reasoning}, else {@code reasoning_content}; empty where there is none. */
    static String text(List<ReasoningDetail> details, @Nullable String reasoning, @Nullable String reasoningContent) {
        if (!details.isEmpty()) {
            var text = new StringBuilder();
            details.forEach(detail -> text.append(detail.readable()));
            if (!text.isEmpty()) {
                return text.toString();
            }
        }
        if (reasoning != null && !reasoning.isEmpty()) {
            return reasoning;
        }
        return reasoningContent == null ? "" : reasoningContent;
    }
}
