package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import java.util.List;

/**
 * A place where a server's JSON departs from OpenRouter's published specification.
 *
 * <p>Reading never fails on one: it shows what it can and keeps the rest. These checks are for those who want to know,
 * in a continuous build or to report a provider's quirk. They hold a document against the tables of
 * {@code docs/wire-model.md}: a required member that is missing, a null or a type that is not specified, a member or a
 * word that is unknown, and a number with a fraction or beyond its Java type where an integer is specified.
 *
 * @param path the value's place in its document, such as {@code $.choices[0].finish_reason}
 * @param problem what is odd there, in a few words for people; it may quote up to 40 characters of the value
 */
public record Deviation(String path, String problem) {
    /** The deviations of one chunk: of the data of one event. */
    public static List<Deviation> inChunk(Json chunk) {
        return StrictCheck.of(chunk, "ChatCompletionChunk");
    }

    /** The deviations of a whole completion's body. */
    public static List<Deviation> inCompletion(Json completion) {
        return StrictCheck.of(completion, "ChatCompletion");
    }

    /** The deviations of an error's body. */
    public static List<Deviation> inError(Json body) {
        return StrictCheck.of(body, "ChatCompletionError");
    }

    /** The path and the problem, as one line. */
    @Override
    public String toString() {
        return path + ": " + problem;
    }
}
