package io.github.openrouterjava.compare;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user of the client got of one call: pieces as they came, and the merged answer where the client has one. May be
 * told from several threads.
 */
public final class Report {
    private static final class Choice {
        final StringBuilder text = new StringBuilder();
        JsonObject members = JsonObject.EMPTY;
    }

    private final TreeMap<Integer, Choice> choices = new TreeMap<>();
    private final StringBuilder reasoning = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final List<Json> toolCalls = new ArrayList<>();
    private final Map<String, Integer> ran = new TreeMap<>();
    private @Nullable Json usage;
    private @Nullable Json id;
    private @Nullable Json model;
    private @Nullable String end;
    private @Nullable JsonObject error;

    /** A piece of a choice's text, as the user saw it. */
    public synchronized void text(int choice, @Nullable String piece) {
        if (piece != null) choice(choice).text.append(piece);
    }

    public void finishReason(int choice, @Nullable String reason) {
        member(choice, "finish_reason", string(reason));
    }

    /** A piece of the first choice's reasoning. */
    public synchronized void reasoning(@Nullable String piece) {
        if (piece != null) reasoning.append(piece);
    }

    /** A piece of the first choice's refusal. */
    public synchronized void refusal(@Nullable String piece) {
        if (piece != null) refusal.append(piece);
    }

    /** One merged tool call of the first choice. */
    public synchronized void toolCall(@Nullable String id, @Nullable String name, @Nullable String arguments) {
        toolCalls.add(call(string(id), string(name), string(arguments)));
    }

    /** A tool began to run. */
    public synchronized void ran(String tool) {
        ran.merge(tool, 1, Integer::sum);
    }

    /** Another answer begins, in a conversation with tools: nothing of the one before is reported. */
    public synchronized void nextAnswer() {
        choices.clear();
        reasoning.setLength(0);
        refusal.setLength(0);
        toolCalls.clear();
    }

    public synchronized void idAndModel(@Nullable String id, @Nullable String model) {
        if (id != null) this.id = Json.of(id);
        if (model != null) this.model = Json.of(model);
    }

    /** Usage as it is on the wire. */
    public synchronized void usage(String json) {
        usage = Json.parse(json);
    }

    /** Usage by the names it has on the wire, for clients that name it otherwise; what is null is left out. */
    public synchronized void usage(
            @Nullable Integer prompt,
            @Nullable Integer completion,
            @Nullable Integer total,
            @Nullable Integer cached,
            @Nullable Integer reasoning) {
        usage = JsonObject.EMPTY
                .with("prompt_tokens", number(prompt))
                .with("completion_tokens", number(completion))
                .with("total_tokens", number(total))
                .with("prompt_tokens_details", cached == null ? null : JsonObject.of("cached_tokens", number(cached)))
                .with(
                        "completion_tokens_details",
                        reasoning == null ? null : JsonObject.of("reasoning_tokens", number(reasoning)));
    }

    /** The merged answer, where the client can write it as JSON of the shape it has on the wire. */
    public synchronized void whole(String json) {
        var whole = (JsonObject) Json.parse(json);
        if (whole.get("usage") != null) usage = whole.get("usage");
        id = whole.get("id");
        model = whole.get("model");
        JsonArray answers = whole.array("choices");
        if (answers == null) return;
        for (Json answer : answers.elements()) {
            var choice = (JsonObject) answer;
            int index = choice.number("index") == null
                    ? 0
                    : (int) choice.number("index").toDouble();
            member(index, "finish_reason", choice.get("finish_reason"));
            JsonObject message = choice.object("message");
            if (message == null) continue;
            message.members().forEach((name, value) -> {
                switch (name) {
                    case "tool_calls" -> member(index, name, value instanceof JsonArray calls ? calls(calls) : null);
                    case "function_call" ->
                        member(index, "tool_calls", calls(JsonArray.of(JsonObject.of("function", value))));
                    case "content" -> member(index, "text", value);
                    default -> member(index, name, value);
                }
            });
        }
    }

    /** A failure, by what the client calls it; the first one counts. */
    public synchronized void failed(String end, @Nullable String code, @Nullable String message, String type) {
        if (error != null) return;
        this.end = end;
        error = JsonObject.EMPTY
                .with("code", string(code))
                .with("message", string(message))
                .with("type", string(type));
    }

    /** A failure that the client throws or hands over, with the messages of all its causes. */
    public void failed(Throwable failure, @Nullable String code) {
        var messages = new LinkedHashSet<String>();
        Set<Throwable> seen = new LinkedHashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && messages.stream().noneMatch(known -> known.contains(message))) messages.add(message);
        }
        failed("failed", code, String.join(" / ", messages), failure.getClass().getName());
    }

    /** Text is what was shown as it came; where nothing was, it is the merged answer's. */
    synchronized JsonObject toJson() {
        if (!toolCalls.isEmpty()) member(0, "tool_calls", new JsonArray(List.copyOf(toolCalls)));
        if (!reasoning.isEmpty()) member(0, "reasoning", Json.of(reasoning.toString()));
        if (!refusal.isEmpty()) member(0, "refusal", Json.of(refusal.toString()));
        JsonObject json = JsonObject.of("end", Json.of(end == null ? "complete" : end));
        var all = new ArrayList<Json>();
        for (Map.Entry<Integer, Choice> entry : choices.entrySet()) {
            Choice choice = entry.getValue();
            JsonObject members = choice.members;
            Json shown = choice.text.isEmpty() ? null : Json.of(choice.text.toString());
            if (shown != null && !members.has("text")) members = members.with("text", shown);
            all.add(members.with("index", number(entry.getKey())));
            if (entry.getKey() != 0) continue;
            for (Map.Entry<String, Json> member : members.members().entrySet()) {
                json = json.with(member.getKey(), member.getValue());
            }
            if (shown != null) json = json.with("text", shown);
        }
        if (!all.isEmpty()) json = json.with("choices", new JsonArray(all));
        JsonObject tools = JsonObject.EMPTY;
        for (var tool : ran.entrySet()) tools = tools.with(tool.getKey(), number(tool.getValue()));
        return json.with("ran", ran.isEmpty() ? null : tools)
                .with("usage", usage)
                .with("id", id)
                .with("model", model)
                .with("error", error);
    }

    private synchronized void member(int choice, String name, @Nullable Json value) {
        if (value != null) choice(choice).members = choice(choice).members.with(name, value);
    }

    private Choice choice(int index) {
        return choices.computeIfAbsent(index, none -> new Choice());
    }

    private static JsonArray calls(JsonArray wire) {
        return new JsonArray(wire.elements().stream()
                .<Json>map(element -> {
                    var call = (JsonObject) element;
                    JsonObject custom = call.object("custom"); // whose input counts as arguments
                    JsonObject function = custom != null ? custom : call.object("function");
                    return function == null
                            ? call(call.get("id"), null, null)
                            : call(
                                    call.get("id"),
                                    function.get("name"),
                                    function.get(custom != null ? "input" : "arguments"));
                })
                .toList());
    }

    private static JsonObject call(@Nullable Json id, @Nullable Json name, @Nullable Json arguments) {
        return JsonObject.EMPTY.with("id", id).with("name", name).with("arguments", arguments);
    }

    private static @Nullable Json string(@Nullable String value) {
        return value == null ? null : new JsonString(value);
    }

    private static @Nullable Json number(@Nullable Integer value) {
        return value == null ? null : Json.of(value.longValue());
    }
}
