package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.bind.Description;
import io.github.openrouterjava.chat.ChatEvent;
import io.github.openrouterjava.chat.ChatRun;
import io.github.openrouterjava.chat.Conversation;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.Tool;
import io.github.openrouterjava.chat.ToolCall;
import io.github.openrouterjava.chat.ToolResult;
import io.github.openrouterjava.chat.Tools;

/** Lets a model ask this program for the weather, and shows all that happens. */
final class CallATool {
    private CallATool() {}

    enum Unit {
        CELSIUS,
        FAHRENHEIT
    }

    record Place(@Description("The city's name, in English") String city, Unit unit) {}

    record Weather(int degrees, String sky) {}

    public static void main(String... args) {
        var weather =
                Tool.of("get_weather", "Tells the weather of a city.", Place.class, place -> switch (place.unit()) {
                    case CELSIUS -> new Weather(21, "sunny");
                    case FAHRENHEIT -> new Weather(70, "sunny");
                });
        var asked = Conversation.of("openai/gpt-5-mini", Message.user("Is it warm in Paris?"));
        try (var openRouter = OpenRouter.create();
                ChatRun run = openRouter.chat().run(asked, Tools.of(weather))) {
            for (ChatEvent event : run) {
                switch (event) {
                    case ChatEvent.Text(String text) -> System.out.print(text);
                    case ChatEvent.ToolCalled(ToolCall call) ->
                        System.out.println(call.name() + " " + call.arguments());
                    case ChatEvent.ToolFinished(ToolResult result) -> System.out.println("  " + result.text());
                    case ChatEvent.ToolFailed(ToolResult result) -> System.out.println("  failed: " + result.failure());
                    case ChatEvent.Ended(var end) ->
                        System.out.println(
                                "\n" + end + ", " + run.conversation().tokens() + " tokens");
                    default -> {}
                }
            }
        }
    }
}
