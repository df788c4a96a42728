package io.github.openrouterjava.chat;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.PartialJson;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come by now of a typed answer: one for each {@link TypedStream}, which shows more after each reading. For the
 * thread that reads.
 *
 * <p>Places are named by paths such as {@code steps[2].title}; {@link PartialJson} says how. Looking at one costs nothing
 * that grows with the answer, but for the text or the value that is given.
 */
public final class PartialAnswer {
    private final AnswerJson answer = new AnswerJson();
    private final Map<String, Integer> shown = new HashMap<>();
    private final TypedStream<?> stream;
    private String reasoning = "";

    PartialAnswer(TypedStream<?> stream) {
        this.stream = stream;
    }

    /** @return whether the chunk brought anything to see */
    boolean add(ChatCompletionChunk chunk) {
        String text = chunk.text();
        answer.add(text);
        reasoning = chunk.reasoning();
        return !text.isEmpty() || !reasoning.isEmpty();
    }

    /** The value at this path, once it is finished; null before, and where it is a JSON null.
     *
     * @throws TypedAnswerException where it is finished and is no such value
     */
    public <V> @Nullable V value(String path, Class<V> type) {
        Json finished = answer.json.get(path);
        return finished == null || finished instanceof JsonNull ? null : stream.read(finished, type, path);
    }

    /** The string at this path as far as it has come; null where there is none. It costs the string's length. */
    public @Nullable String text(String path) {
        return answer.json.text(path);
    }

    /**
     * What has come of the string at this path since this was last asked for it; empty where nothing has. It costs no
     * more than what it gives.
     */
    public String newText(String path) {
        int from = shown.getOrDefault(path, 0);
        String text = answer.json.text(path, from);
        if (text == null) {
            return "";
        }
        shown.put(path, from + text.length());
        return text;
    }

    /** The reasoning that the last chunk brought; empty where it brought none. */
    public String newReasoning() {
        return reasoning;
    }

    /** How many finished elements the list at this path has; 0 where there is none. */
    public int count(String path) {
        return answer.json.count(path);
    }

    /** The JSON at this path, once it is finished; null before. */
    public @Nullable Json json(String path) {
        return answer.json.get(path);
    }

    /**
     * All JSON that has come, with what is open closed; null while there is none. It costs what the open objects, lists and
     * string hold; see {@link PartialJson#snapshot()}.
     */
    public @Nullable Json json() {
        return answer.json.snapshot();
    }

    /** True when the JSON is whole; whether it is the right one, {@link TypedStream#answer()} says. */
    public boolean isComplete() {
        return answer.json.isComplete();
    }
}
