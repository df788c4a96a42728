package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** The way through an HTTP proxy to a TLS server (RFC 9110, section 9.3.6). */
final class Tunnel {
    private Tunnel() {}

    static void open(Connection connection, @Nullable String authorization, long deadline) throws IOException {
        Route route = connection.route();
        String target = route.host() + ":" + route.port();
        String login = authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n";
        connection
                .out()
                .write(("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login + "\r\n")
                        .getBytes(UTF_8));
        Received in = connection.received();
        var head = new HeadParser();
        while (!head.parse(in)) {
            if (TimedInput.passed(deadline)) {
                throw new SocketTimeoutException("no tunnel in time");
            }
            if (in.fill(deadline) < 0) {
                throw new ConnectException("it closed the connection without opening a tunnel");
            }
        }
        if (head.status() < 200 || head.status() > 299) {
            throw new ConnectException("it refused to open a tunnel, with status " + head.status());
        }
        if (!in.isEmpty()) {
            throw new ProtocolException("the proxy sends more than it was asked for");
        }
    }
}
