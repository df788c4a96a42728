package io.github.openrouterjava.conformance;

import io.github.openrouterjava.chat.Chat;
import io.github.openrouterjava.chat.ChatCompletion;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.ClientTool;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.RunEnd;
import io.github.openrouterjava.chat.RunOptions;
import io.github.openrouterjava.chat.StreamException;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.Tools;
import io.github.openrouterjava.error.OpenRouterException;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** A conversation with a scenario's tools, which the SDK runs; each further run goes on from where the one before ended. */
final class Loop {
    private final Chat chat;
    private final Tools tools;
    private final UnaryOperator<RunOptions> options;
    private final Map<String, Integer> ran = new ConcurrentHashMap<>();
    private Conversation conversation;

    Loop(Chat chat, Scenario scenario, ChatRequest request) {
        this.chat = chat;
        this.conversation = Conversation.of(request);
        List<ClientTool> all = new ArrayList<>();
        scenario.tools().members().forEach((name, does) -> all.add(tool(name, does)));
        this.tools = Tools.of(all.toArray(new ClientTool[0]));
        JsonNumber steps = scenario.settings().number("steps");
        this.options = unsaid -> steps == null ? unsaid : unsaid.steps((int) steps.toDouble());
    }

    private ClientTool tool(String name, Json does) {
        JsonObject described = does instanceof JsonObject object ? object : JsonObject.of("returns", does);
        return Tool.function(name, "").calls(arguments -> {
            ran.merge(name, 1, Integer::sum);
            JsonNumber pause = described.number("pause_ms");
            Thread.sleep(pause == null ? 0 : (long) pause.toDouble());
            String fails = described.string("fails");
            if (fails != null) {
                throw new IllegalStateException(fails);
            }
            return filled(String.valueOf(described.string("returns")), arguments);
        });
    }

    private static String filled(String text, JsonObject arguments) {
        for (var argument : arguments.members().entrySet()) {
            if (argument.getValue() instanceof JsonString(String value)) {
                text = text.replace("{" + argument.getKey() + "}", value);
            }
        }
        return text;
    }

    /** Runs until the model calls no tool, or something fails; what is reported is of the last answer. */
    JsonObject report() {
        ran.clear();
        var text = new StringBuilder();
        boolean over = false; // the answer that the text is of
        JsonObject report;
        try (ChatRun run = chat.run(conversation, tools, options)) {
            try {
                for (ChatEvent event : run) {
                    switch (event) {
                        case ChatEvent.Text(String piece) -> {
                            text.delete(0, over ? text.length() : 0).append(piece);
                            over = false;
                        }
                        case ChatEvent.TurnFinished turn -> over = true;
                        default -> {}
                    }
                }
                report = Client.report(
                        run.end() == RunEnd.ANSWERED ? "complete" : "stopped", run.completion(), text, null);
            } catch (OpenRouterException failure) {
                ChatCompletion came = failure instanceof StreamException stream ? stream.completion() : null;
                report = Client.report(Client.end(failure), came, came == null ? null : over ? "" : text, failure);
            }
            conversation = run.conversation();
        }
        return ran.isEmpty() ? report : report.with("ran", counts());
    }

    private JsonObject counts() {
        JsonObject counts = JsonObject.EMPTY;
        for (var entry : ran.entrySet()) {
            counts = counts.with(entry.getKey(), Json.of(entry.getValue()));
        }
        return counts;
    }
}
