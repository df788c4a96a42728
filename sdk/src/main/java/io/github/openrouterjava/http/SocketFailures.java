package io.github.openrouterjava.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.Objects;
import javax.net.ssl.SSLException;

/** What went wrong on a socket, in plain words that name the peer. */
final class SocketFailures {
    private SocketFailures() {}

    static IOException connecting(Route route, IOException failure) {
        if (failure instanceof UnknownHostException) {
            return with(failure, new UnknownHostException("no such host: " + route.hostInWords()));
        }
        if (route.tls() && isOfTls(failure)) {
            return new SSLException("no TLS connection with " + route + ": " + words(failure), failure);
        }
        String message = "no connection to " + route + ": " + words(failure);
        return with(
                failure,
                failure instanceof NoRouteToHostException
                        ? new NoRouteToHostException(message)
                        : new ConnectException(message));
    }

    static IOException beforeHead(Route route, IOException failure) {
        if (failure instanceof UnreadableBodyException) {
            return with(
                    failure,
                    new UnreadableBodyException("the answer of " + route + " can't be read: " + words(failure)));
        }
        if (failure instanceof ProtocolException) {
            return with(
                    failure, new ProtocolException("the answer of " + route + " is not valid HTTP: " + words(failure)));
        }
        if (failure instanceof EOFException) {
            return new IOException("the server " + route + " " + words(failure), failure);
        }
        if (route.tls() && isOfTls(failure)) {
            return new SSLException("no answer from " + route + ": " + words(failure), failure);
        }
        return new IOException("no answer from " + route + ": " + words(failure), failure);
    }

    static IOException inBody(Route route, IOException failure) {
        if (failure instanceof UnreadableBodyException) {
            return with(
                    failure,
                    new UnreadableBodyException("the answer of " + route + " can't be read: " + words(failure)));
        }
        if (failure instanceof ProtocolException) {
            return with(
                    failure,
                    new ProtocolException(
                            "the body from " + route + " was cut off, it is not valid HTTP: " + words(failure)));
        }
        return new IOException("the body from " + route + " was cut off: " + words(failure), failure);
    }

    /** Asked for {@code https} only: it loads a class of TLS. */
    private static boolean isOfTls(IOException failure) {
        return failure instanceof SSLException;
    }

    private static IOException with(Throwable cause, IOException exception) {
        exception.initCause(cause);
        return exception;
    }

    private static String words(Throwable failure) {
        return Objects.requireNonNullElse(
                failure.getMessage(), failure.getClass().getSimpleName());
    }
}
