package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatCompletionChunk;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.Delivery;
import io.github.openrouterjava.json.Json;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A way to show answers. */
interface View {
    /**
     * Shows what happens. An answer that was not streamed is the {@link ChatEvent.TurnFinished} alone.
     *
     * @param soFar all that has come of the answer
     */
    void show(ChatEvent event, Supplier<ChatCompletion> soFar);

    /** Shows what there is of an answer that is not whole, as far as it has not been shown. */
    void cutOff(ChatCompletion completion);

    /**
     * Shows what was asked for by a schema.
     *
     * @param json null where the answer does not hold any
     */
    default void answered(ChatCompletion completion, @Nullable Json json) {}

    /** What takes the chunks themselves, in place of the events; null where events are wanted. */
    default @Nullable Consumer<ChatCompletionChunk> chunks() {
        return null;
    }

    /** True where there is something to show of it. */
    static boolean hasCome(ChatCompletion completion) {
        Delivery delivery = completion.delivery();
        return !completion.choices().isEmpty() || delivery == null || delivery.chunks() > 0;
    }

    /** Each chunk as one JSON line, the moment it comes. */
    static View chunks(Output output) {
        return new View() {
            @Override
            public void show(ChatEvent event, Supplier<ChatCompletion> soFar) {
                // every chunk has been shown
            }

            @Override
            public void cutOff(ChatCompletion completion) {
                // every chunk has been shown
            }

            @Override
            public Consumer<ChatCompletionChunk> chunks() {
                return chunk -> output.line(chunk.toJson());
            }
        };
    }

    /** Each answer's merged completion as one JSON line at its end, also where it is not whole. */
    static View json(Output output) {
        return new View() {
            @Override
            public void show(ChatEvent event, Supplier<ChatCompletion> soFar) {
                if (event instanceof ChatEvent.TurnFinished(ChatCompletion completion)) {
                    cutOff(completion);
                }
            }

            @Override
            public void cutOff(ChatCompletion completion) {
                output.line(completion.toJson());
            }
        };
    }
}
