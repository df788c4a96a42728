package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.JsonObject;

/**
 * What answers for the model {@code offline/script}: a {@link Script}, or a program.
 *
 * <p>It is asked once for each request, by several threads where requests come at once.
 */
@FunctionalInterface
public interface Answers {
    /**
     * The answer to a request; where there is none, {@link Answer#refused} says why.
     *
     * @param request its body, in which {@code model} is the one that was asked for
     */
    Answer answer(JsonObject request);
}
