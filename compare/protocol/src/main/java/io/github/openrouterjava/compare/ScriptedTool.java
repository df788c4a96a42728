package io.github.openrouterjava.compare;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function that the client offers, and what it does: for any thread.
 *
 * @param returns with places for the arguments, such as {@code {city}}
 * @param fails the message with which it fails, or null
 */
public record ScriptedTool(String returns, @Nullable String fails, long pauseMillis) {

    static Map<String, ScriptedTool> all(@Nullable JsonObject described) {
        var all = new LinkedHashMap<String, ScriptedTool>();
        if (described != null) described.members().forEach((name, does) -> all.put(name, of(does)));
        return all;
    }

    private static ScriptedTool of(Json does) {
        JsonObject tool = does instanceof JsonObject object ? object : JsonObject.of("returns", does);
        String returns = tool.string("returns");
        JsonNumber pause = tool.number("pause_ms");
        return new ScriptedTool(
                returns == null ? "" : returns, tool.string("fails"), pause == null ? 0 : (long) pause.toDouble());
    }

    /**
     * Runs it.
     *
     * @throws IllegalStateException where it is one that fails
     */
    public String run(JsonObject arguments) throws InterruptedException {
        Thread.sleep(pauseMillis);
        if (fails != null) throw new IllegalStateException(fails);
        String text = returns;
        for (var argument : arguments.members().entrySet()) {
            if (argument.getValue() instanceof JsonString(String value)) {
                text = text.replace("{" + argument.getKey() + "}", value);
            }
        }
        return text;
    }
}
