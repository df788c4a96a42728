package io.github.openrouterjava.offline;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rules that say what is answered to what, written as YAML or JSON: the first one that matches a request answers it.
 *
 * <pre>{@code
 * - when: {user: weather}
 *   then:
 *   - reasoning: "They ask for the weather."
 *   - tool_call: {name: get_weather, arguments: {city: Paris}}
 * - when: {tool: ""}
 *   then: [{text: "12 degrees."}]
 * - then: [{error: {code: 429, message: slow down, retry_after: 2}}]
 * }</pre>
 *
 * <p>All there is to write is in {@code docs/scripts.md}. A request that no rule is for is answered by a 404 that shows its
 * last message. Safe for use by several threads; a rule with {@code times} counts the answers of this script.
 */
public final class Script implements Answers {
    static final String NAME = "offline/script";

    private static final int SHOWN = 300;

    private final List<Rule> rules;

    private Script(List<Rule> rules) {
        this.rules = rules;
    }

    /**
     * The script that is written here.
     *
     * @param name of the file, for complaints
     * @throws IllegalArgumentException where it is none; the message names the file, the line, the rule and the step
     */
    public static Script parse(String name, String text) {
        return new Script(ScriptReader.rules(new Written(name, text)));
    }

    /**
     * The script in a file, which is in UTF-8.
     *
     * @throws IOException where the file can't be read
     * @throws IllegalArgumentException as {@link #parse} does
     */
    public static Script read(Path file) throws IOException {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (CharacterCodingException binary) {
            throw new IllegalArgumentException(file + " is not written in UTF-8", binary);
        }
    }

    @Override
    public Answer answer(JsonObject request) {
        for (Rule rule : rules) {
            if (rule.when().holds(request) && rule.take()) {
                return rule.answer();
            }
        }
        return Answer.refused(
                404,
                NAME + ": none of the script's " + rules.size() + " rules is for this request, whose last message is "
                        + last(request));
    }

    private static String last(JsonObject request) {
        JsonArray messages = request.array("messages");
        Json last = messages == null || messages.elements().isEmpty()
                ? JsonArray.of()
                : messages.elements().getLast();
        String text = last.toText();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
