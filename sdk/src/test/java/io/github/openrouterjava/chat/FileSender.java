package io.github.openrouterjava.chat;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.http.JdkHttpTransport;
import io.github.openrouterjava.http.SocketTransport;
import java.nio.file.Path;
import java.time.Duration;

/** A program that sends a file and prints the answer: base URL, the file, and whether by the JDK's client. */
final class FileSender {
    private FileSender() {}

    public static void main(String[] arguments) {
        boolean jdk = Boolean.parseBoolean(arguments[2]);
        var file = Attachment.of(Path.of(arguments[1]), "video/mp4", Long.MAX_VALUE);
        try (var openRouter = OpenRouter.builder()
                .baseUrl(arguments[0])
                .retry(RetryPolicy.NONE)
                .transport(jdk ? JdkHttpTransport.create(Duration.ofSeconds(10)) : new SocketTransport())
                .build()) {
            var request = ChatRequest.of("test/model", Message.user(ContentPart.video(file)));
            System.out.print(openRouter.chat().complete(request).text());
        }
    }
}
