package io.github.openrouterjava.cli;

import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Effort;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonException;
import io.github.openrouterjava.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that become members of the request. */
final class RequestOptions {
    @Option(
            names = {"-m", "--model"},
            paramLabel = "MODEL",
            description =
                    "Such as openai/gpt-5-mini, or offline/demo, offline/echo, offline/lorem, which need no network.")
    @Nullable
    String model;

    @Option(
            names = {"-s", "--system"},
            paramLabel = "TEXT",
            description = "Instructions for the model.")
    @Nullable
    String system;

    @Option(names = "--temperature", paramLabel = "X", description = "How freely tokens are chosen, 0 to 2.")
    @Nullable
    Double temperature;

    @Option(names = "--top-p", paramLabel = "X", description = "Only tokens within this probability, 0 to 1.")
    @Nullable
    Double topP;

    @Option(names = "--max-tokens", paramLabel = "N", description = "The most tokens the answer may have.")
    @Nullable
    Integer maxTokens;

    @Option(names = "--seed", paramLabel = "N", description = "Makes answers repeatable, where the model can.")
    @Nullable
    Long seed;

    @Option(names = "--stop", paramLabel = "TEXT", description = "Ends the answer where it comes; may be repeated.")
    List<String> stop = List.of();

    @Option(
            names = "--reasoning-effort",
            paramLabel = "WORD",
            description = "none, minimal, low, medium, high, xhigh, max.")
    @Nullable
    String effort;

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=JSON",
            description = "Any other member of the request, such as top_k=40 or 'provider={\"sort\":\"price\"}'.")
    List<String> parameters = List.of();

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
            request = request.stop(stop.toArray(String[]::new));
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
