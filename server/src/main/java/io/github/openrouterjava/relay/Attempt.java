package io.github.openrouterjava.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.RequestBody;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask for what.
 *
 * @param authorization with what, or null
 * @param model its name; null where the request offers no choice, and stays as it is
 */
record Attempt(
        Upstream upstream,
        @Nullable String authorization,
        @Nullable String model) {

    /**
     * Those that a request asks for: its {@code model} and then its {@code models}, each at each upstream.
     *
     * @param passesKeys whether an upstream without a key gets the client's
     */
    static List<Attempt> of(HttpRequest request, List<Upstream> upstreams, boolean passesKeys) {
        Headers brought = passesKeys ? request.headers() : Headers.NONE;
        var attempts = new ArrayList<Attempt>();
        for (String model : models(request)) {
            for (Upstream upstream : upstreams) {
                attempts.add(new Attempt(upstream, upstream.authorization(brought), model.isEmpty() ? null : model));
            }
        }
        return attempts;
    }

    /** The models of a request that has several, otherwise an empty name. */
    private static Iterable<String> models(HttpRequest request) {
        var models = new LinkedHashSet<String>();
        boolean several = new String(request.body().bytes(), ISO_8859_1).contains("\"models\""); // what most have not
        JsonObject body = several ? body(request) : JsonObject.EMPTY;
        JsonArray named = body.array("models");
        if (named != null) {
            var all = new ArrayList<@Nullable Json>();
            all.add(body.get("model"));
            all.addAll(named.elements());
            for (Json model : all) {
                if (model instanceof JsonString(String name)) {
                    models.add(name);
                }
            }
        }
        return models.isEmpty() ? List.of("") : models;
    }

    /** The request as this upstream gets it. */
    HttpRequest request(HttpRequest request) {
        RequestBody body = model == null
                ? request.body()
                : RequestBody.of(body(request)
                        .with("model", Json.of(model))
                        .with("models", null)
                        .toBytes());
        return new HttpRequest(
                request.method(),
                upstream.at("/chat/completions"),
                Hops.request(request.headers(), authorization),
                body);
    }

    private static JsonObject body(HttpRequest request) {
        try {
            return Json.parse(request.body().bytes()) instanceof JsonObject body ? body : JsonObject.EMPTY;
        } catch (JsonException notJson) {
            return JsonObject.EMPTY; // the upstream will say so
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return upstream + (model == null ? "" : " (" + Json.of(model).toText() + ")");
    }
}
