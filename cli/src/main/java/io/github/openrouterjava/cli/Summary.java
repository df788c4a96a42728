package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.CompletionUsage;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Delivery;
import io.github.openrouterjava.chat.FinishReason;
import io.github.openrouterjava.json.JsonNumber;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last line: who answered, what it took, how fast it was; what is not known is left out. */
final class Summary {
    private Summary() {}

    /** @param conversation with this answer, and all that it cost */
    static String of(ChatCompletion completion, Conversation conversation) {
        var parts = new ArrayList<String>();
        add(parts, completion.model());
        add(parts, completion.provider());
        CompletionUsage usage = completion.usage();
        if (usage != null) {
            add(parts, tokens(usage));
            add(parts, cost(usage.cost()));
        }
        BigDecimal all = conversation.turns().size() > 1 ? conversation.cost() : null;
        if (all != null && all.signum() > 0) {
            add(parts, "$" + all.stripTrailingZeros().toPlainString() + " in all");
        }
        Delivery delivery = completion.delivery();
        if (delivery != null) {
            Duration first = delivery.timings().firstToken();
            parts.add(first == null ? "took " + seconds(delivery.timings().total()) : "first token " + seconds(first));
            Double rate = delivery.tokensPerSecond(usage);
            add(parts, rate == null ? null : (rate < 10 ? decimal(rate, 1) : Math.round(rate)) + " tokens/s");
            int retries = delivery.retries().size();
            add(parts, retries == 0 ? null : retries + (retries == 1 ? " retry" : " retries"));
        }
        FinishReason reason = completion.finishReason();
        boolean usual = reason == null || reason.equals(FinishReason.STOP) || reason.equals(FinishReason.TOOL_CALLS);
        add(parts, usual ? null : "ended by " + reason);
        return String.join(" · ", parts);
    }

    private static void add(List<String> parts, @Nullable String part) {
        if (part != null && !part.isBlank()) {
            parts.add(Notes.oneLine(part));
        }
    }

    private static @Nullable String tokens(CompletionUsage usage) {
        if (usage.promptTokens() == null || usage.completionTokens() == null) {
            return usage.totalTokens() == null ? null : usage.totalTokens() + " tokens";
        }
        return usage.promptTokens() + " + " + usage.completionTokens() + " tokens";
    }

    private static @Nullable String cost(@Nullable JsonNumber cost) {
        if (cost == null) {
            return null;
        }
        String amount = cost.literal();
        if (amount.indexOf('e') < 0 && amount.indexOf('E') < 0) { // a program's first decimal takes long
            return "$" + (amount.indexOf('.') < 0 ? amount : amount.replaceFirst("\\.?0+$", ""));
        }
        BigDecimal exact = cost.toBigDecimal();
        return exact == null ? "$" + amount : "$" + exact.stripTrailingZeros().toPlainString();
    }

    private static String seconds(Duration time) {
        return decimal(time.toNanos() / 1e9, 2) + " s";
    }

    /** Written by hand: the JDK's formats would first load the world's ways to write numbers. */
    private static String decimal(double value, int digits) {
        String scaled = Long.toString(Math.round(value * Math.pow(10, digits)));
        String padded = "0".repeat(Math.max(0, digits + 1 - scaled.length())) + scaled;
        int point = padded.length() - digits;
        return padded.substring(0, point) + "." + padded.substring(point);
    }
}
