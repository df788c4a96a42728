package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.cassette.CassetteJson;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.playback.PacedExchange;
import io.github.openrouterjava.playback.Reply;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server's routes, by method and path: chat completions go to the models, all else it answers itself. */
final class Api implements Transport {
    private static final Pattern BASE = Pattern.compile("^/(api/)?v1(?=/)");

    private final Transport models;
    private final Function<HttpRequest, List<JsonObject>> listed;
    private final Journal journal;

    /**
     * @param models answers chat completions
     * @param listed gives the models that are listed to whoever sends this request
     */
    Api(Transport models, Function<HttpRequest, List<JsonObject>> listed, Journal journal) {
        this.models = models;
        this.listed = listed;
        this.journal = journal;
    }

    @Override
    public Exchange open(HttpRequest request) {
        String place = BASE.matcher(request.uri().getPath()).replaceFirst("");
        String method = request.method().equals("HEAD") ? "GET" : request.method(); // whose body is not sent
        return switch (method + " " + place) {
            case "POST /chat/completions" -> journal.watched(request, models.open(request));
            case "GET /models" -> models(request);
            case "GET /key" -> found(Account.key());
            case "GET /generation" -> generation(parameter(request, "id"));
            case "GET /journal" -> journal(parameter(request, "from"));
            case "GET /health" -> found(JsonObject.of("status", Json.of("ok")));
            case String other
            when other.startsWith("GET /") && Page.has(request.uri().getPath()) ->
                new PacedExchange(() -> Page.at(request.uri().getPath()));
            case String other
            when other.startsWith("GET /journal/") -> cassette(other.substring("GET /journal/".length()));
            default ->
                refused(
                        404,
                        "there is no " + request.method() + " "
                                + request.uri().getPath()
                                + ", but POST /api/v1/chat/completions, and GET /api/v1/models,"
                                + " /api/v1/generation?id=, /api/v1/key, /journal and /health, and a page at /");
        };
    }

    private Exchange models(HttpRequest request) {
        String offset = parameter(request, "offset");
        String limit = parameter(request, "limit");
        try {
            int first = offset == null ? 0 : whole(offset);
            int most = limit == null ? Integer.MAX_VALUE : whole(limit);
            List<JsonObject> all = listed.apply(request);
            List<JsonObject> page = all.stream().skip(first).limit(most).toList();
            return found(Account.models(page, all.size()));
        } catch (NumberFormatException wrong) {
            return refused(400, "offset and limit must be whole numbers: " + wrong.getMessage());
        }
    }

    private static int whole(String number) {
        int value = Integer.parseInt(number);
        if (value < 0) {
            throw new NumberFormatException(number);
        }
        return value;
    }

    private Exchange journal(@Nullable String from) {
        try {
            int first = from == null ? 0 : whole(from);
            var entries = new ArrayList<Json>();
            for (Journal.Entry entry : journal.latest()) {
                if (entry.number() >= first) {
                    entries.add(journal.summary(entry));
                }
            }
            return found(JsonObject.of("data", new JsonArray(entries)));
        } catch (NumberFormatException wrong) {
            return refused(400, "from must be a whole number: " + wrong.getMessage());
        }
    }

    private Exchange cassette(String number) {
        for (Journal.Entry entry : journal.latest()) {
            if (Long.toString(entry.number()).equals(number)) {
                return found(CassetteJson.write(journal.told(entry)));
            }
        }
        return refused(404, "there is no exchange " + number + " among the latest");
    }

    private Exchange generation(@Nullable String id) {
        Cassette kept = id == null ? null : journal.generation(id);
        return kept == null
                ? refused(404, "id: there is no generation '" + id + "' among the latest")
                : found(JsonObject.of("data", Generation.of(kept)));
    }

    private static @Nullable String parameter(HttpRequest request, String name) {
        List<String> values = new QueryStringDecoder(request.uri()).parameters().get(name);
        return values == null ? null : values.getFirst();
    }

    private static Exchange found(JsonObject body) {
        return new PacedExchange(() -> Reply.json(200, body));
    }

    private static Exchange refused(int status, String message) {
        return new PacedExchange(() -> Reply.error(status, message, JsonObject.EMPTY));
    }
}
