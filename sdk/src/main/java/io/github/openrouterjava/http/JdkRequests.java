package io.github.openrouterjava.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/** Requests in the JDK's terms. */
final class JdkRequests {
    private JdkRequests() {}

    static java.net.http.HttpRequest from(HttpRequest request, JdkExchange exchange) {
        // No timeout: up to JDK 25 it ends with the head, from 26 on it would cut a long stream.
        var builder = java.net.http.HttpRequest.newBuilder(request.uri());
        if (request.uri().getScheme().equalsIgnoreCase("http")) {
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        for (Headers.Field field : request.headers().fields()) {
            try {
                builder.header(field.name(), field.value());
            } catch (IllegalArgumentException e) {
                // Neither the JDK's message nor its exception may travel on: they show the value.
                throw new IllegalArgumentException(
                        "the JDK's HTTP client refuses the header '" + field.name() + "': it sets that field itself");
            }
        }
        return builder.method(request.method(), body(request.body(), exchange)).build();
    }

    private static BodyPublisher body(RequestBody body, JdkExchange exchange) {
        if (body.length() == 0) {
            return BodyPublishers.noBody();
        }
        byte[] array = body.array();
        BodyPublisher bytes = array == null
                ? BodyPublishers.ofInputStream(() -> exchange.reading(body))
                : BodyPublishers.ofByteArray(array);
        return BodyPublishers.fromPublisher(
                subscriber -> {
                    exchange.bodyAsked();
                    bytes.subscribe(subscriber);
                },
                body.length());
    }
}
