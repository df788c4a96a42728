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
    /** @throws IllegalArgumentException where the address is none to which requests can be sent, or no header can hold the key */
    public Upstream {
        boolean http = "http".equalsIgnoreCase(baseUrl.getScheme()) || "https".equalsIgnoreCase(baseUrl.getScheme());
        if (!http || baseUrl.getHost() == null) {
            throw new IllegalArgumentException(
                    "an upstream's address begins with http:// or https://, unlike this one");
        }
        if (baseUrl.getRawUserInfo() != null || baseUrl.getRawQuery() != null || baseUrl.getRawFragment() != null) {
            throw new IllegalArgumentException("an upstream's address has a host and a path, nothing else");
        }
        if (key != null && !key.matches("[!-~]+")) {
            throw new IllegalArgumentException("the key for " + baseUrl + " must be printable ASCII without spaces");
        }
    }

    /** One with an address as people write it, perhaps with a slash at its end. */
    public static Upstream of(String baseUrl, @Nullable String key) {
        return new Upstream(URI.create(baseUrl.replaceFirst("/+$", "")), key);
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
