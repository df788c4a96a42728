package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Effort;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Options;
import org.jspecify.annotations.Nullable;

/** The options that become members of the request. */
final class RequestOptions {
    final @Nullable String model;

    private final @Nullable String system;
    private final @Nullable Double temperature;
    private final @Nullable Double topP;
    private final @Nullable Integer maxTokens;
    private final @Nullable Long seed;
    private final List<String> stop;
    private final @Nullable String effort;
    private final List<String> parameters;
    private final @Nullable String schema;

    RequestOptions(Arguments arguments) {
        model = arguments.text("model");
        system = arguments.text("system");
        temperature = arguments.number("temperature");
        topP = arguments.number("top-p");
        maxTokens = arguments.integer("max-tokens");
        seed = arguments.whole("seed");
        stop = arguments.texts("stop");
        effort = arguments.text("reasoning-effort");
        parameters = arguments.texts("param");
        schema = arguments.text("schema");
    }

    static Options addTo(Options options) {
        return options.addOption("m", "model", true, "MODEL")
                .addOption("s", "system", true, "TEXT")
                .addOption(null, "temperature", true, "X")
                .addOption(null, "top-p", true, "X")
                .addOption(null, "max-tokens", true, "N")
                .addOption(null, "seed", true, "N")
                .addOption(null, "stop", true, "TEXT")
                .addOption(null, "reasoning-effort", true, "WORD")
                .addOption("p", "param", true, "NAME=JSON")
                .addOption(null, "schema", true, "FILE");
    }

    /** The request as these options want it, to which messages can be added. */
    ChatRequest request(ChatRequest start, @Nullable String model) {
        ChatRequest request = start.model(model);
        if (system != null) {
            List<Message> messages = new ArrayList<>(request.messages());
            if (!messages.isEmpty() && messages.getFirst() instanceof Message.System) {
                messages.removeFirst();
            }
            messages.addFirst(Message.system(system));
            request = request.messages(messages);
        }
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
        return schema == null ? request : Schema.in(request, Path.of(schema));
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
