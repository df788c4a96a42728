package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Effort;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that become members of the request. */
final class RequestOptions {
    @Nullable
    String model;

    private @Nullable String system;
    private @Nullable Double temperature;
    private @Nullable Double topP;
    private @Nullable Integer maxTokens;
    private @Nullable Long seed;
    private final List<String> stop = new ArrayList<>();
    private @Nullable String effort;
    private final List<String> parameters = new ArrayList<>();

    /** Takes the option that the arguments stand at; false where it is none of these. */
    boolean take(Arguments arguments) {
        switch (arguments.option()) {
            case "--model" -> model = arguments.text("MODEL");
            case "--system" -> system = arguments.text("TEXT");
            case "--temperature" -> temperature = arguments.number("X");
            case "--top-p" -> topP = arguments.number("X");
            case "--max-tokens" -> maxTokens = arguments.integer("N");
            case "--seed" -> seed = arguments.whole("N");
            case "--stop" -> stop.add(arguments.each("TEXT"));
            case "--reasoning-effort" -> effort = arguments.text("WORD");
            case "--param" -> parameters.add(arguments.each("NAME=JSON"));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A request to which messages can be added. */
    ChatRequest request(@Nullable String model) {
        List<Message> messages = system == null ? List.of() : List.of(Message.system(system));
        ChatRequest request = new ChatRequest(model, messages, JsonObject.EMPTY);
        if (temperature != null) {
            request = request.temperature(temperature);
        }
        if (topP != null) {
            request = request.topP(topP);
        }
        if (maxTokens != null) {
            request = request.maxTokens(maxTokens);
        }
        if (seed != null) {
            request = request.seed(seed);
        }
        if (!stop.isEmpty()) {
            request = request.stop(stop.toArray(new String[0]));
        }
        if (effort != null) {
            request = request.reasoningEffort(new Effort(effort));
        }
        for (String parameter : parameters) {
            request = with(request, parameter);
        }
        return request;
    }

    private static ChatRequest with(ChatRequest request, String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 1) {
            throw new UsageException("--param needs NAME=JSON, such as top_k=40, not " + parameter);
        }
        String name = parameter.substring(0, equals);
        if (name.equals("model") || name.equals("messages")) {
            throw new UsageException(
                    "--param can't set " + name + ": use " + (name.equals("model") ? "-m" : "--system and the prompt"));
        }
        try {
            return request.with(name, Json.parse(parameter.substring(equals + 1)));
        } catch (JsonException notJson) {
            throw new UsageException("--param " + name + " is not JSON: " + notJson.getMessage()
                    + ". A text needs quotes of its own: '" + name + "=\"text\"'");
        }
    }
}
