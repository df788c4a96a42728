package io.github.openrouterjava.chat;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The pieces of a stream's text, from where reading stands. */
final class Texts implements Iterable<String> {
    private final ChatStream stream;

    Texts(ChatStream stream) {
        this.stream = stream;
    }

    @Override
    public Iterator<String> iterator() {
        return new Pull<>() {
            @Override
            @Nullable
            String pull() {
                return nextText();
            }
        };
    }

    private @Nullable String nextText() {
        for (ChatCompletionChunk chunk = stream.next(); chunk != null; chunk = stream.next()) {
            String text = chunk.text();
            if (!text.isEmpty()) {
                return text;
            }
        }
        return null;
    }
}
