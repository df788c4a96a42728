package io.github.openrouterjava.http;

import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** TLS over a connection; not loaded where only {@code http} is spoken. */
final class Tls {
    private Tls() {}

    /** Shakes hands with the server, whose certificate must be valid for the route's host. */
    static void start(Connection connection, @Nullable SSLContext context, long deadline) throws IOException {
        Route route = connection.route();
        TimedInput raw = connection.received().raw();
        raw.until(deadline);
        SSLContext used = context == null ? standard() : context;
        // Closing this socket may block, writing a last word: nobody closes it, only the one below it.
        var socket = (SSLSocket) used.getSocketFactory()
                .createSocket(new TlsCarrier(connection.socket(), raw), route.bareHost(), route.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        connection.through(socket.getInputStream(), socket.getOutputStream());
    }

    private static SSLContext standard() throws SSLException {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new SSLException("this JVM has no TLS: " + e.getMessage(), e);
        }
    }
}
