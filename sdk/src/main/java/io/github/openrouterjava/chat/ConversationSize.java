package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How large a conversation is, in tokens and money, and what of it fits. */
final class ConversationSize {
    private static final double TOKENS_PER_BYTE = 0.25;

    private final Conversation conversation;
    private final double tokensPerByte;

    ConversationSize(Conversation conversation) {
        this.conversation = conversation;
        this.tokensPerByte = tokensPerByte();
    }

    private double tokensPerByte() {
        for (Conversation.Turn turn : conversation.turns().reversed()) {
            CompletionUsage usage = turn.usage();
            if (turn.bytes() > 0 && usage != null && Conversation.tokens(usage) > 0) {
                return (double) Conversation.tokens(usage) / turn.bytes();
            }
        }
        return TOKENS_PER_BYTE;
    }

    long tokens(List<Message> messages) {
        return (long) Math.ceil(bytes(messages) * tokensPerByte);
    }

    static long bytes(List<Message> messages) {
        long bytes = 0;
        for (Message message : messages) {
            var json = new JsonWriter();
            message.write(json);
            bytes += json.length(); // what is attached is not read for it
        }
        return bytes;
    }

    Conversation trimToCost(BigDecimal credits) {
        BigDecimal price = null;
        for (Conversation.Turn turn : conversation.turns()) {
            BigDecimal its = price(turn.usage());
            price = its == null ? price : its;
        }
        if (price == null) {
            throw new IllegalStateException("no turn of the conversation has told what it cost");
        }
        return price.signum() == 0
                ? conversation
                : trim(credits.divide(price, 0, RoundingMode.DOWN)
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValue());
    }

    /** What a token of the prompt cost, or of the whole turn, where that is not told apart, which is more. */
    private static @Nullable BigDecimal price(@Nullable CompletionUsage usage) {
        if (usage == null) {
            return null;
        }
        Integer read = usage.promptTokens();
        JsonNumber prompt =
                usage.costDetails() == null ? null : usage.costDetails().upstreamInferencePromptCost();
        BigDecimal told = prompt == null ? null : prompt.toBigDecimal();
        if (told != null && told.signum() > 0 && read != null && read > 0) {
            return told.divide(BigDecimal.valueOf(read), 20, RoundingMode.UP);
        }
        BigDecimal cost = usage.cost() == null ? null : usage.cost().toBigDecimal();
        long tokens = Conversation.tokens(usage);
        return cost == null || tokens == 0 ? null : cost.divide(BigDecimal.valueOf(tokens), 20, RoundingMode.UP);
    }

    Conversation trim(long promptTokens) {
        List<Message> messages = conversation.messages();
        int begin = 0;
        while (begin < messages.size() && instructs(messages.get(begin))) {
            begin++;
        }
        long left = tokens(messages);
        int from = begin;
        for (int next = begin + 1; next < messages.size() && left > promptTokens; next++) {
            if (messages.get(next) instanceof Message.User) {
                left -= tokens(messages.subList(from, next));
                from = next;
            }
        }
        return from == begin ? conversation : without(begin, from);
    }

    private static boolean instructs(Message message) {
        return message instanceof Message.System || message instanceof Message.Developer;
    }

    private Conversation without(int from, int to) {
        List<Message> messages = new ArrayList<>(conversation.messages().subList(0, from));
        messages.addAll(
                conversation.messages().subList(to, conversation.messages().size()));
        return new Conversation(conversation.request().messages(messages), conversation.turns());
    }
}
