package io.github.openrouterjava.call;

import io.github.openrouterjava.error.ConfigurationException;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.RequestBody;
import io.github.openrouterjava.http.Transport;
import java.net.URI;

/**
 * Makes calls to one API: knows where it is, who calls, and through which transport. Safe for use by several threads.
 *
 * @param baseUrl up to and including the version, such as {@code https://openrouter.ai/api/v1}
 * @param headers sent with every call: attribution, and what the user adds
 * @param options what a call uses unless it is given others
 */
public record Caller(URI baseUrl, ApiKey key, Headers headers, CallOptions options, Hooks hooks, Transport transport) {
    static final String USER_AGENT =
            "openrouter-java/0.1.0 (Java " + Runtime.version().feature() + ")";

    /** @throws ConfigurationException where the base URL is not an absolute HTTP address */
    public Caller {
        String scheme = baseUrl.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http || baseUrl.getHost() == null || baseUrl.getPort() > 65_535) {
            throw new ConfigurationException(
                    "The base URL must be an http or https address with a host, such as https://openrouter.ai/api/v1,"
                            + " not '" + HttpRequest.shown(baseUrl) + "'");
        }
    }

    /** The attempts of one call, which begins now. */
    public Attempts attempts(CallOptions options) {
        return new Attempts(options, hooks);
    }

    /**
     * A POST of this body, which is JSON; nothing is sent before {@link Call#head()}.
     *
     * @param path below the base URL, such as {@code chat/completions}
     * @param accept the media type that is asked for
     * @param attempts what the call runs against
     */
    public Call post(String path, RequestBody json, String accept, CallOptions options, Attempts attempts) {
        String secret = key.value();
        Headers sent = Headers.of("Content-Type", "application/json", "Accept", accept, "User-Agent", USER_AGENT);
        if (secret != null) {
            sent = sent.with("Authorization", secret.startsWith("Bearer ") ? secret : "Bearer " + secret);
        }
        sent = sent.with(headers).with(options.headers());
        HttpRequest request = hooks.before(new HttpRequest("POST", at(path), sent, json));
        return new Call(
                request, transport.open(request), options.clocks(), attempts, hooks, Secrets.of(request.headers()));
    }

    private URI at(String path) {
        String base = baseUrl.getRawPath() == null ? "" : baseUrl.getRawPath();
        String query = baseUrl.getRawQuery();
        String joined = (base.endsWith("/") ? base : base + "/") + path + (query == null ? "" : "?" + query);
        // Not resolve(): a path that begins with two slashes would be another host, which would get the key.
        return URI.create(baseUrl.getScheme() + "://" + baseUrl.getRawAuthority() + joined);
    }
}
