package io.github.openrouterjava;

import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.Message;
import java.util.Map;

/** A program that uses the SDK and closes nothing; prints all that the SDK has to say. */
final class Program {
    private Program() {}

    public static void main(String[] arguments) {
        var openRouter = OpenRouter.builder()
                .environment(Map.of("OPENROUTER_API_KEY", arguments[1], "OPENROUTER_BASE_URL", arguments[0]))
                .retry(RetryPolicy.NONE)
                .log(System.getLogger("io.github.openrouterjava"))
                .build();
        var request = ChatRequest.of("test/model", Message.user("Hi"));
        for (int i = Integer.parseInt(arguments[2]); i > 0; i--) {
            var stream = openRouter.chat().stream(request);
            try {
                System.out.println("chunk " + stream.next());
                System.out.println("chunk " + stream.next());
            } catch (RuntimeException failure) {
                failure.printStackTrace(System.out);
            }
            System.out.println(stream.completion());
            try {
                System.out.println(openRouter.chat().complete(request));
            } catch (RuntimeException failure) {
                failure.printStackTrace(System.out);
            }
        }
        System.out.println(openRouter + " is done");
    }
}
