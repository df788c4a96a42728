package io.github.openrouterjava.server;

import io.github.openrouterjava.cassette.Cassette;
import io.github.openrouterjava.cassette.CassetteJson;
import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.OfflineTransport;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The server's routes, by method and path: chat completions go to the models, all else it answers itself. */
final class Api implements Transport {
    private static final Pattern BASE = Pattern.compile("^/(api/)?v1(?=/)");

    private final Transport models;
    private final Scenarios scenarios;
    private final Journal journal;

    /** @param models answers chat completions */
    Api(Transport models, Scenarios scenarios, Journal journal) {
        this.models = models;
        this.scenarios = scenarios;
        this.journal = journal;
    }

    @Override
    public Exchange open(HttpRequest request) {
        String place = BASE.matcher(request.uri().getPath()).replaceFirst("");
        String method = request.method().equals("HEAD") ? "GET" : request.method(); // whose body is not sent
        return switch (method + " " + place) {
            case "POST /chat/completions" -> journal.watched(request, models.open(request));
            case "GET /models" -> models(parameter(request, "offset"), parameter(request, "limit"));
            case "GET /key" -> found(Account.key());
            case "GET /generation" -> generation(parameter(request, "id"));
            case "GET /journal" -> journal(parameter(request, "from"));
            case "GET /health" -> found(JsonObject.of("status", Json.of("ok")));
            case String other
            when other.startsWith("GET /") && Page.has(request.uri().getPath()) ->
                Page.at(request.uri().getPath());
            case String other
            when other.startsWith("GET /journal/") -> cassette(other.substring("GET /journal/".length()));
            default ->
                new Answer(
                        404,
                        error(
                                404,
                                "there is no " + request.method() + " "
                                        + request.uri().getPath()
                                        + ", but POST /api/v1/chat/completions, and GET /api/v1/models,"
                                        + " /api/v1/generation?id=, /api/v1/key, /journal and /health, and a page at /"));
        };
    }

    private Exchange models(@Nullable String offset, @Nullable String limit) {
        var all = new ArrayList<>(OfflineTransport.models());
        all.addAll(scenarios.models());
        try {
            int from = Math.min(offset == null ? 0 : whole(offset), all.size());
            int most = limit == null ? all.size() : whole(limit);
            int to = from + Math.min(most, all.size() - from);
            return found(Account.models(all.subList(from, to), all.size()));
        } catch (NumberFormatException wrong) {
            return new Answer(400, error(400, "offset and limit must be whole numbers: " + wrong.getMessage()));
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
                    entries.add(Summary.of(entry));
                }
            }
            return found(JsonObject.of("data", new JsonArray(entries)));
        } catch (NumberFormatException wrong) {
            return new Answer(400, error(400, "from must be a whole number: " + wrong.getMessage()));
        }
    }

    private Exchange cassette(String number) {
        for (Journal.Entry entry : journal.latest()) {
            if (Long.toString(entry.number()).equals(number)) {
                return found(CassetteJson.write(entry.tape().cassette()));
            }
        }
        return new Answer(404, error(404, "there is no exchange " + number + " among the latest"));
    }

    private Exchange generation(@Nullable String id) {
        Cassette kept = id == null ? null : journal.generation(id);
        return kept == null
                ? new Answer(404, error(404, "id: there is no generation '" + id + "' among the latest"))
                : found(JsonObject.of("data", Generation.of(kept)));
    }

    private static @Nullable String parameter(HttpRequest request, String name) {
        List<String> values = new QueryStringDecoder(request.uri()).parameters().get(name);
        return values == null ? null : values.getFirst();
    }

    private static Exchange found(JsonObject body) {
        return new Answer(200, body);
    }

    /** An error as OpenRouter writes it. */
    static JsonObject error(int status, String message) {
        return JsonObject.of("error", JsonObject.of("code", Json.of(status)).with("message", Json.of(message)));
    }

    /** An answer that is there at once. */
    static final class Answer implements Exchange {
        private final int status;
        private final Headers headers;
        private final byte[] body;
        private int given;

        Answer(int status, JsonObject body) {
            this(status, Headers.of("Content-Type", "application/json"), body.toBytes());
        }

        Answer(int status, Headers headers, byte[] body) {
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        @Override
        public HttpResponseHead head(long connectDeadline, long deadline) {
            return new HttpResponseHead(status, headers);
        }

        @Override
        public int read(byte[] to, int offset, int length, long deadline) {
            int count = Math.min(length, body.length - given);
            System.arraycopy(body, given, to, offset, count);
            given += count;
            return count == 0 ? -1 : count;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
