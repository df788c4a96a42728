package io.github.openrouterjava.conformance;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamCancelledException;
import io.github.openrouterjava.chat.StreamDecodeException;
import io.github.openrouterjava.chat.StreamErrorException;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.StreamInterruptedException;
import io.github.openrouterjava.chat.StreamTimeoutException;
import io.github.openrouterjava.error.ApiException;
import io.github.openrouterjava.error.ConnectionException;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SDK as a client of the catalogue: makes the calls of a scenario, and reports what a user would know after each.
 *
 * @param loop null for scenarios without tools
 */
record Client(
        OpenRouter openRouter,
        ChatRequest request,
        @Nullable Loop loop) implements AutoCloseable {

    static Client of(Scenario scenario, String baseUrl, Transport transport) {
        OpenRouter openRouter = OpenRouter.builder()
                .baseUrl(baseUrl)
                .apiKey("sk-or-conformance")
                .transport(transport)
                .clocks(clocks(scenario.settings()))
                .retry(new RetryPolicy(3, Duration.ofMillis(10), Duration.ofSeconds(2)))
                .build();
        var request = ChatRequest.parse(
                scenario.request().with("model", Json.of(scenario.model())).toText());
        boolean calls = !scenario.tools().members().isEmpty();
        return new Client(openRouter, request, calls ? new Loop(openRouter.chat(), scenario, request) : null);
    }

    private static Clocks clocks(JsonObject settings) {
        return new Clocks(
                millis(settings, "connect_ms"),
                millis(settings, "first_token_ms"),
                millis(settings, "idle_ms"),
                millis(settings, "total_ms"));
    }

    private static @Nullable Duration millis(JsonObject settings, String name) {
        JsonNumber number = settings.number(name);
        return number == null ? null : Duration.ofMillis((long) number.toDouble());
    }

    @Override
    public void close() {
        openRouter.close();
    }

    /** Makes the call once. */
    JsonObject report() {
        if (loop != null) {
            return loop.report();
        }
        if (!Boolean.TRUE.equals(request.stream())) {
            try {
                return report("complete", openRouter.chat().complete(request), null, null);
            } catch (OpenRouterException failure) {
                return report(
                        end(failure), failure instanceof StreamException e ? e.completion() : null, null, failure);
            }
        }
        var text = new StringBuilder();
        try (ChatStream stream = openRouter.chat().stream(request)) {
            try {
                stream.text().forEach(text::append);
                return report("complete", stream.completion(), text, null);
            } catch (OpenRouterException failure) {
                return failure instanceof StreamDecodeException undecodable && text.isEmpty()
                        ? report(end(failure), undecodable.completion(), null, failure) // may hold what was no chunk
                        : report(end(failure), stream.completion(), text, failure);
            }
        }
    }

    static String end(OpenRouterException failure) {
        return switch (failure) {
            case StreamException stream ->
                switch (stream) {
                    case StreamInterruptedException ignored -> "interrupted";
                    case StreamErrorException ignored -> "error";
                    case StreamTimeoutException ignored -> "timeout";
                    case StreamDecodeException ignored -> "undecodable";
                    case StreamCancelledException ignored -> "cancelled";
                };
            case ApiException ignored -> "refused";
            case ConnectionException ignored -> "unreachable";
            default -> failure.getClass().getSimpleName();
        };
    }

    /** @param streamed the text that was shown as it came, which must be the text of the whole */
    static JsonObject report(
            String end,
            @Nullable ChatCompletion completion,
            @Nullable CharSequence streamed,
            @Nullable OpenRouterException failure) {
        JsonObject report = JsonObject.of("end", Json.of(end));
        if (completion != null) {
            JsonObject whole = (JsonObject) Json.parse(completion.toJson());
            var choices = new ArrayList<Json>();
            JsonArray wireChoices = whole.array("choices");
            for (Json wire : wireChoices == null ? List.<Json>of() : wireChoices.elements()) {
                Message.Assistant message =
                        completion.choices().get(choices.size()).message();
                String reasoning = message == null ? "" : message.reasoningText();
                choices.add(choice((JsonObject) wire).with("reasoning", Json.of(reasoning)));
            }
            if (!choices.isEmpty()) {
                for (var member : ((JsonObject) choices.getFirst()).members().entrySet()) {
                    report = report.with(member.getKey(), member.getValue());
                }
            }
            report = report.with("choices", new JsonArray(choices)).with("usage", whole.get("usage"));
            report = report.with("id", whole.get("id")).with("model", whole.get("model"));
        }
        if (streamed != null && !streamed.toString().equals(completion == null ? "" : completion.text())) {
            report = report.with("text", Json.of("shown as it came: " + streamed));
        }
        return failure == null ? report : report.with("error", error(failure));
    }

    private static JsonObject choice(JsonObject wire) {
        JsonObject choice = JsonObject.of("index", wire.get("index") == null ? Json.of(0) : wire.get("index"))
                .with("finish_reason", wire.get("finish_reason"));
        JsonObject message = wire.object("message");
        if (message == null) {
            return choice;
        }
        for (var member : message.members().entrySet()) {
            choice = choice.with(member.getKey().equals("content") ? "text" : member.getKey(), member.getValue());
        }
        JsonArray calls = message.array("tool_calls");
        if (calls != null) {
            choice = choice.with(
                    "tool_calls",
                    new JsonArray(calls.elements().stream()
                            .<Json>map(Client::toolCall)
                            .toList()));
        }
        return message.has("function_call")
                ? choice.with(
                        "tool_calls", JsonArray.of(toolCall(JsonObject.of("function", message.get("function_call")))))
                : choice;
    }

    /** A custom tool's input counts as its arguments. */
    private static JsonObject toolCall(Json wire) {
        var call = (JsonObject) wire;
        JsonObject custom = call.object("custom");
        JsonObject function = custom == null ? call.object("function") : custom;
        return JsonObject.EMPTY
                .with("id", call.get("id"))
                .with("name", function == null ? null : function.get("name"))
                .with("arguments", function == null ? null : function.get(custom == null ? "arguments" : "input"));
    }

    private static JsonObject error(OpenRouterException failure) {
        JsonObject error = JsonObject.of("type", Json.of(failure.getClass().getSimpleName()))
                .with("message", Json.of(String.valueOf(failure.getMessage())));
        return switch (failure) {
            case ApiException api ->
                error.with("status", Json.of(api.status()))
                        .with("code", api.code() == null ? null : Json.of(api.code()));
            case StreamErrorException stream ->
                error.with("code", stream.code() == null ? null : Json.of(stream.code()));
            default -> error;
        };
    }
}
