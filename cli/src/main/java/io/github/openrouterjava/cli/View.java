package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.Delivery;
import java.util.function.Supplier;

/** A way to show an answer. */
interface View {
    /**
     * Shows what a chunk brings.
     *
     * @param soFar all that has come, this chunk included
     */
    void chunk(ChatCompletionChunk chunk, Supplier<ChatCompletion> soFar);

    /**
     * Shows what has not been shown yet, which is everything where there were no chunks.
     *
     * @param whole false where it failed, so that something may be missing
     */
    void end(ChatCompletion completion, boolean whole);

    /** True where there is something to show of it. */
    static boolean hasCome(ChatCompletion completion) {
        Delivery delivery = completion.delivery();
        return !completion.choices().isEmpty() || delivery == null || delivery.chunks() > 0;
    }

    /** Each chunk as one JSON line, the moment it comes. */
    static View chunks(Output output) {
        return new View() {
            @Override
            public void chunk(ChatCompletionChunk chunk, Supplier<ChatCompletion> soFar) {
                output.line(chunk.toJson());
            }

            @Override
            public void end(ChatCompletion completion, boolean whole) {
                // every chunk has been shown
            }
        };
    }

    /** The merged completion as one JSON line at the end, also where it is not whole. */
    static View json(Output output) {
        return new View() {
            @Override
            public void chunk(ChatCompletionChunk chunk, Supplier<ChatCompletion> soFar) {
                // comes merged at the end
            }

            @Override
            public void end(ChatCompletion completion, boolean whole) {
                if (hasCome(completion)) {
                    output.line(completion.toJson());
                }
            }
        };
    }
}
