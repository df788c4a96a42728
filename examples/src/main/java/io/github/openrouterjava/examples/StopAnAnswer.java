package io.github.openrouterjava.examples;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamCancelledException;
import java.util.Timer;
import java.util.TimerTask;

/** Stops an answer from another thread, as a stop button does, and keeps what came. */
final class StopAnAnswer {
    private StopAnAnswer() {}

    public static void main(String... args) {
        try (var openRouter = OpenRouter.create()) {
            var request = ChatRequest.of("openai/gpt-5-mini", Message.user("Tell me a very long story."));
            ChatStream stream = openRouter.chat().stream(request);
            pressStopAfter(200, stream);
            try (stream) {
                stream.text().forEach(System.out::print);
            } catch (StreamCancelledException stopped) {
                System.out.println();
                System.out.println(
                        "Stopped after " + stopped.completion().text().length() + " characters.");
            }
        }
    }

    private static void pressStopAfter(long millis, ChatStream stream) {
        var press = new TimerTask() {
            @Override
            public void run() {
                stream.close();
            }
        };
        new Timer("stop button", true).schedule(press, millis);
    }
}
