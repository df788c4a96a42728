package io.github.openrouterjava.relay;

import io.github.openrouterjava.http.Headers;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A server to pass requests on to.
 *
 * @param baseUrl such as {@code https://openrouter.ai/api/v1}, without a slash at its end
 * @param key what it is given as {@code Authorization: Bearer KEY}; null where it gets what the client brings
 */
public record Upstream(URI baseUrl, @Nullable String key) {
    /**
     * @param baseUrl with {@code http} or {@code https} and a host, perhaps with a slash at its end
     * @throws IllegalArgumentException where the address is none to which requests can be sent, or no header can hold the key
     */
    public static Upstream of(String baseUrl, @Nullable String key) {
        URI uri = URI.create(baseUrl.replaceFirst("/+$", ""));
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "an upstream's address begins with http:// or https://, unlike this one");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("an upstream's address has a host and a path, nothing else");
        }
        if (key != null && !key.matches("[!-~]+")) {
            throw new IllegalArgumentException("the key for " + uri + " must be printable ASCII without spaces");
        }
        return new Upstream(uri, key);
    }

    /** An address of its API. */
    URI at(String path) {
        return URI.create(baseUrl + path);
    }

    /** What it is authorised by, for a client that brings these headers; null for nothing. */
    @Nullable
    String authorization(Headers brought) {
        return key == null ? brought.first("authorization") : "Bearer " + key;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return baseUrl.toString();
    }
}
