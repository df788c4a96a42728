package io.github.openrouterjava.conformance;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.time.Duration;
import java.util.List;

/**
 * One thing that can happen to a client of chat completions, and what a right one reports.
 *
 * @param group the catalogue's file it stands in, without its ending
 * @param name its name in the request's model, behind {@code conformance/}
 * @param claim what it shows, in a sentence
 * @param request the request's JSON, without the member {@code model}
 * @param settings of the client: {@code connect_ms}, {@code first_token_ms}, {@code idle_ms}, {@code total_ms}, {@code steps}
 * @param tools the functions that the client offers, by name, and what each returns; where there are some, the client
 *     runs them and goes on until the model calls none
 * @param server what the server does with each request in turn; behind the last it begins again
 * @param expect what a right client reports, for each of the calls it makes one after the other
 * @param limit after which a client hangs
 */
public record Scenario(
        String group,
        String name,
        String claim,
        JsonObject request,
        JsonObject settings,
        JsonObject tools,
        List<JsonObject> server,
        List<JsonObject> expect,
        Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final JsonObject QUESTION = JsonObject.of(
            "messages",
            new JsonArray(List.of(JsonObject.of("role", Json.of("user")).with("content", Json.of("Go.")))));

    static Scenario of(String group, JsonObject described) {
        String name = text(described, "name");
        JsonObject request = QUESTION.with("stream", Json.of(true));
        JsonObject more = described.object("request");
        if (more != null) {
            for (var member : more.members().entrySet()) {
                request = request.with(member.getKey(), member.getValue());
            }
        }
        JsonObject settings = described.object("client");
        JsonObject tools = described.object("tools");
        JsonNumber limit = described.number("limit_ms");
        return new Scenario(
                group,
                name,
                text(described, "claim"),
                request,
                settings == null ? JsonObject.EMPTY : settings,
                tools == null ? JsonObject.EMPTY : tools,
                objects(described, "server"),
                objects(described, "expect"),
                limit == null ? LIMIT : Duration.ofMillis((long) limit.toDouble()));
    }

    /** The name that a request gives as its model. */
    public String model() {
        return "conformance/" + name;
    }

    /** What the server does with the nth request, counted from 0. */
    Play play(int nth) {
        return Play.of(server.get(nth % server.size()), model());
    }

    /** This scenario as one object, with all that a client in any language needs. */
    public JsonObject json() {
        return JsonObject.of("name", Json.of(name))
                .with("group", Json.of(group))
                .with("claim", Json.of(claim))
                .with("request", request.with("model", Json.of(model())))
                .with("client", settings)
                .with("tools", tools.members().isEmpty() ? null : tools)
                .with("server", new JsonArray(List.copyOf(server)))
                .with("expect", new JsonArray(List.copyOf(expect)))
                .with("limit_ms", Json.of(limit.toMillis()));
    }

    private static String text(JsonObject described, String name) {
        if (described.get(name) instanceof JsonString(String text)) {
            return text;
        }
        throw new IllegalArgumentException("a scenario has no " + name + ": " + described);
    }

    /** Objects; one alone may stand without a list. */
    private static List<JsonObject> objects(JsonObject described, String name) {
        Json value = described.get(name);
        List<Json> all = value instanceof JsonArray(List<Json> elements) ? elements : List.of(value);
        return all.stream()
                .map(one -> {
                    if (one instanceof JsonObject object) {
                        return object;
                    }
                    throw new IllegalArgumentException(name + " holds no object: " + one);
                })
                .toList();
    }
}
