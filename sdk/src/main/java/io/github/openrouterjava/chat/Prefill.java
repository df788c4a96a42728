package io.github.openrouterjava.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests whose last message is the begin of the answer, for the model to go on with. */
final class Prefill {
    private Prefill() {}

    /** Why no answer to this request can be continued; null where one can. */
    static @Nullable String refusal(ChatRequest asked) {
        ResponseFormat format = asked.responseFormat();
        if (asked.prompt() != null || asked.parameters().has("messages")) {
            return "the request has no messages";
        }
        if ((format != null && !"text".equals(format.type())) || Boolean.TRUE.equals(asked.structuredOutputs())) {
            return "its form is given, and holds for each answer as a whole";
        }
        if (asked.n() != null && asked.n() > 1) {
            return "there are several choices";
        }
        if (Boolean.TRUE.equals(asked.logprobs()) || asked.topLogprobs() != null) {
            return "it has log probabilities";
        }
        Message last = asked.messages().isEmpty() ? null : asked.messages().getLast();
        return last instanceof Message.Assistant begun && !isText(begun)
                ? "the request's last message is more than the begin of a text"
                : null;
    }

    private static boolean isText(Message.Assistant begun) {
        boolean text = begun.content() == null
                || begun.content() instanceof Content.Text
                || (begun.content() instanceof Content.Parts parts
                        && !parts.parts().isEmpty()
                        && parts.parts().getLast() instanceof ContentPart.Text);
        return text && begun.toolCalls().isEmpty();
    }

    /** The text that the request itself begins the answer with; empty where it does not. */
    static String text(ChatRequest asked) {
        return !asked.messages().isEmpty() && asked.messages().getLast() instanceof Message.Assistant begun
                ? begun.text()
                : "";
    }

    /** The request with this text as the begin of its answer, and as it is where there is none. */
    static ChatRequest of(ChatRequest asked, String begin) {
        if (begin.isEmpty()) {
            return asked;
        }
        List<Message> messages = new ArrayList<>(asked.messages());
        if (!messages.isEmpty() && messages.getLast() instanceof Message.Assistant begun) {
            messages.removeLast();
            messages.add(with(begun, begin));
        } else {
            messages.add(Message.assistant(begin));
        }
        return asked.messages(messages);
    }

    private static Message with(Message.Assistant begun, String text) {
        Content content = new Content.Text(text);
        if (begun.content() instanceof Content.Parts(List<ContentPart> before)
                && before.getLast() instanceof ContentPart.Text last) {
            List<ContentPart> parts = new ArrayList<>(before);
            parts.removeLast();
            int other = new Content.Parts(parts).text().length();
            String own = text.substring(Math.min(other, text.length()));
            parts.add(new ContentPart.Text(own, last.cacheControl(), last.promptCacheBreakpoint(), last.extra()));
            content = new Content.Parts(parts);
        }
        return new Message.Assistant(
                begun.role(),
                content,
                begun.refusal(),
                begun.reasoning(),
                begun.reasoningContent(),
                begun.toolCalls(),
                begun.reasoningDetails(),
                begun.annotations(),
                begun.images(),
                begun.audio(),
                begun.name(),
                begun.model(),
                begun.extra());
    }
}
