package io.github.openrouterjava.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads reasoning once where a server sends it several times over, under several names. */
final class Reasoning {
    private Reasoning() {}

    /**
     * The longest of the details' words, {@code reasoning} and {@code reasoning_content}, which are the same where a server
     * sends them all; empty where there is none.
     */
    static String text(List<ReasoningDetail> details, @Nullable String reasoning, @Nullable String reasoningContent) {
        return longer(longer(words(details), reasoning), reasoningContent);
    }

    static boolean hasWords(List<ReasoningDetail> details) {
        for (ReasoningDetail detail : details) {
            if (!detail.readable().isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static String words(List<ReasoningDetail> details) {
        if (details.isEmpty()) {
            return "";
        }
        if (details.size() == 1) {
            return details.getFirst().readable();
        }
        var text = new StringBuilder();
        details.forEach(detail -> text.append(detail.readable()));
        return text.toString();
    }

    private static String longer(String one, @Nullable String other) {
        return other != null && other.length() > one.length() ? other : one;
    }
}
