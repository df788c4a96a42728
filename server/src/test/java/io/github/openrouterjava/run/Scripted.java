package io.github.openrouterjava.run;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.Chat;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.ToolResult;
import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonArray;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.offline.Answer;
import io.github.openrouterjava.server.LocalOpenRouter;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** A server that gives these answers, one a request, and a client of it. */
final class Scripted implements AutoCloseable {
    static final Conversation ASKED = Conversation.of("any/model", Message.user("What is the weather?"));

    private final LocalOpenRouter server;
    private final OpenRouter client;

    private Scripted(LocalOpenRouter server) {
        this.server = server;
        this.client = OpenRouter.builder()
                .baseUrl(server.baseUrl())
                .apiKey("any")
                .retry(RetryPolicy.NONE)
                .clocks(new Clocks(null, Duration.ofSeconds(30), Duration.ofSeconds(30), null))
                .build();
    }

    static Scripted of(Answer... answers) throws BindException {
        var left = new ArrayDeque<>(List.of(answers));
        return new Scripted(LocalOpenRouter.builder()
                .port(0)
                .anyModel("offline/script")
                .script(request -> left.isEmpty() ? Answer.refused(400, "asked once too often") : left.remove())
                .start());
    }

    Chat chat() {
        return client.chat();
    }

    /** The messages of the n-th request, as they came. */
    List<JsonObject> messages(int n) {
        return objects(request(n).array("messages"));
    }

    JsonObject request(int n) {
        return (JsonObject) Json.parse(server.requests().get(n).body().bytes());
    }

    int requests() {
        return server.requests().size();
    }

    static List<JsonObject> objects(JsonArray array) {
        return array.elements().stream().map(JsonObject.class::cast).toList();
    }

    /** All that is left of the run, an event a line. */
    static List<String> told(ChatRun run) {
        var lines = new ArrayList<String>();
        for (ChatEvent event : run) {
            lines.add(line(event));
        }
        return lines;
    }

    static String line(ChatEvent event) {
        return switch (event) {
            case ChatEvent.Text(String text) -> "text " + text;
            case ChatEvent.Reasoning(String text) -> "reasoning " + text;
            case ChatEvent.Refusal(String text) -> "refusal " + text;
            case ChatEvent.Image image -> "image";
            case ChatEvent.Audio audio -> "audio";
            case ChatEvent.Annotation annotation -> "annotation";
            case ChatEvent.ToolCallDelta(int place, String name, String piece) -> place + " " + name + " " + piece;
            case ChatEvent.ToolCalled(var call) -> "called " + call.name() + " " + call.arguments();
            case ChatEvent.TurnFinished(var completion) -> "turn " + completion.finishReason();
            case ChatEvent.ToolStarted(var call) -> "started " + call.name();
            case ChatEvent.ToolProgress(var call, String text) -> "progress " + call.name() + " " + text;
            case ChatEvent.ToolFinished(ToolResult result) ->
                "finished " + result.call().name() + " " + result.text();
            case ChatEvent.ToolFailed(ToolResult result) ->
                "failed " + result.call().name() + " " + result.failure().kind();
            case ChatEvent.Ended(var end) -> "ended " + end;
        };
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
