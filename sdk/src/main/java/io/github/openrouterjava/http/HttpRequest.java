package io.github.openrouterjava.http;

import java.net.URI;

/**
 * A request: what is sent, and where to.
 *
 * @param method {@code GET}, {@code POST} …
 * @param uri absolute, with scheme {@code http} or {@code https}
 * @param body {@link RequestBody#NONE} for none
 */
public record HttpRequest(String method, URI uri, Headers headers, RequestBody body) {
    /** A request with these bytes as its body, not copied: they must not change until the exchange has ended. */
    public HttpRequest(String method, URI uri, Headers headers, byte[] body) {
        this(method, uri, headers, RequestBody.of(body));
    }

    /** Method and address only: headers and body may hold secrets. */
    @Override
    public String toString() {
        return method + " " + shown(uri);
    }

    /** An address without user name, password and query, in which secrets may stand. */
    public static String shown(URI uri) {
        return uri.getScheme() + "://" + place(uri) + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }

    /** Host and, where it is given, port. */
    public static String place(URI uri) {
        return uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
