package io.github.openrouterjava.life;

import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.ChatRequest;
import io.github.openrouterjava.chat.ChatStream;
import io.github.openrouterjava.chat.Message;
import io.github.openrouterjava.chat.StreamException;
import java.net.URI;

/** A program that reads one stream, to some end or none, and closes nothing else. */
final class Leaver {
    private Leaver() {}

    /** @param arguments the transport, the server's address, and whether to cancel the stream after its first chunk or abandon it there */
    public static void main(String[] arguments) {
        var transport = Carrier.valueOf(arguments[0]).open();
        var openRouter = Carrier.client(transport, URI.create(arguments[1]), RetryPolicy.NONE);
        ChatStream stream = openRouter.chat().stream(ChatRequest.of("test/model", Message.user("Hi")));
        try {
            stream.next();
            switch (arguments[2]) {
                case "abandon" -> {}
                case "cancel" -> stream.close();
                default -> stream.forEach(chunk -> {});
            }
        } catch (StreamException end) {
            System.out.print("failed, ");
        }
        System.out.print(stream.end());
    }
}
