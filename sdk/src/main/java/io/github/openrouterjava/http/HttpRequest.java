package io.github.openrouterjava.http;

import java.net.URI;

/**
 * A request: what is sent, and where to.
 *
 * @param method {@code GET}, {@code POST} …
 * @param uri absolute, with scheme {@code http} or {@code https}
 * @param body the body's bytes, not copied: they must not change until the exchange has ended; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // a body may be many MB: no copy, and nobody compares requests
public record HttpRequest(String method, URI uri, Headers headers, byte[] body) {
    /** Method and address only: headers and body may hold secrets. */
    @Override
    public String toString() {
        return method + " " + uri;
    }
}
