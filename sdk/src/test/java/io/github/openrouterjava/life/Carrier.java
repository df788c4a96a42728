package io.github.openrouterjava.life;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.http.JdkHttpTransport;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.http.Transport;
import java.net.URI;
import java.time.Duration;

/** The two transports over real sockets. */
enum Carrier {
    JDK,
    SOCKET;

    /** A transport of this kind; {@link #close} closes it. */
    Transport open() {
        return this == JDK ? JdkHttpTransport.create(Duration.ofMinutes(5)) : new SocketTransport();
    }

    static void close(Transport transport) {
        switch (transport) {
            case JdkHttpTransport jdk -> jdk.close();
            case SocketTransport socket -> socket.close();
            default -> throw new IllegalArgumentException("not one of the two: " + transport);
        }
    }

    static OpenRouter client(Transport transport, URI server, RetryPolicy retry) {
        return OpenRouter.builder()
                .baseUrl(server)
                .apiKey("sk-or-test")
                .transport(transport)
                .retry(retry)
                .build();
    }
}
