package io.github.openrouterjava.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a program does when a model calls a tool.
 *
 * <p>It runs on a virtual thread, beside the answer's other calls. What it gives becomes the tool's result: a String or a
 * {@link Content} as it is, all else as JSON. What it throws is told to the model, and to the user as an event.
 *
 * @param <A> what it takes: the record of its arguments, or a {@link io.github.openrouterjava.json.JsonObject}
 */
@FunctionalInterface
public interface ToolFunction<A> {
    /** @throws Exception whatever goes wrong */
    @Nullable
    Object call(A arguments) throws Exception;

    /** One that also wants to know of its call, or to tell how far it is. */
    @FunctionalInterface
    interface InContext<A> {
        /** @throws Exception whatever goes wrong */
        @Nullable
        Object call(A arguments, ToolContext context) throws Exception;
    }
}
