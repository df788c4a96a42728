package io.github.openrouterjava.compare;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonBoolean;
import io.github.openrouterjava.json.JsonNull;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One scenario, as a driver is given it: where to call, what to ask, how long to wait.
 *
 * @param clocks the limits asked for in milliseconds, by name: connect_ms, first_token_ms, idle_ms, total_ms; and steps,
 *     how many answers may be asked for
 * @param tools what to offer and run, by name; empty unless the client said that it runs tools
 * @param calls how often to make the call, on the same client
 */
public record Task(
        String name,
        String baseUrl,
        String apiKey,
        JsonObject request,
        JsonObject clocks,
        Map<String, ScriptedTool> tools,
        int calls) {

    static Task parse(String line) {
        JsonObject json = (JsonObject) Json.parse(line);
        JsonObject clocks = json.object("client");
        JsonNumber calls = json.number("calls");
        return new Task(
                Objects.requireNonNull(json.string("name")),
                Objects.requireNonNull(json.string("base_url")),
                Objects.requireNonNull(json.string("api_key")),
                Objects.requireNonNull(json.object("request")),
                clocks == null ? JsonObject.EMPTY : clocks,
                ScriptedTool.all(json.object("tools")),
                calls == null ? 1 : Math.toIntExact(Objects.requireNonNull(calls.toLong())));
    }

    public String model() {
        return Objects.requireNonNull(request.string("model"));
    }

    public boolean stream() {
        return Boolean.TRUE.equals(request.bool("stream"));
    }

    /** The text of the request's last message. */
    public String prompt() {
        List<Json> messages = Objects.requireNonNull(request.array("messages")).elements();
        return Objects.requireNonNullElse(((JsonObject) messages.getLast()).string("content"), "Go.");
    }

    /** The request's other members (tools, n and so on) as plain maps, lists, strings, numbers and booleans. */
    public Map<String, Object> others() {
        var others = new LinkedHashMap<String, Object>();
        request.members().forEach((name, value) -> {
            if (!List.of("model", "messages", "stream").contains(name)) others.put(name, plain(value));
        });
        return others;
    }

    /** The first of these limits that the scenario asks for, or null. */
    public @Nullable Duration clock(String... names) {
        for (String name : names) {
            JsonNumber millis = clocks.number(name);
            if (millis != null) return Duration.ofMillis(Objects.requireNonNull(millis.toLong()));
        }
        return null;
    }

    /** How many answers may be asked for in a conversation with tools, or null. */
    public @Nullable Integer steps() {
        JsonNumber steps = clocks.number("steps");
        return steps == null ? null : Math.toIntExact(Objects.requireNonNull(steps.toLong()));
    }

    /**
     * A limit for the whole answer, for clients that have no nearer one: what the scenario asks for, else ten times the
     * pause it allows, else null.
     */
    public @Nullable Duration total() {
        Duration pause = clock("idle_ms", "first_token_ms");
        return clocks.has("total_ms") || pause == null ? clock("total_ms") : pause.multipliedBy(10);
    }

    private static Object plain(Json json) {
        return switch (json) {
            case JsonObject object -> {
                var map = new LinkedHashMap<String, Object>();
                object.members().forEach((name, value) -> map.put(name, plain(value)));
                yield map;
            }
            case JsonArray array -> array.elements().stream().map(Task::plain).toList();
            case JsonString string -> string.value();
            case JsonNumber number -> Objects.requireNonNull(number.toBigDecimal());
            case JsonBoolean bool -> bool.value();
            case JsonNull none -> throw new IllegalArgumentException("null in a request");
        };
    }
}
