package io.github.openrouterjava.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openrouterjava.http.Headers;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in.
 *
 * @param key what a request must bring, or null
 * @param origins whose pages may use it, {@code *} for all
 */
record Access(@Nullable String key, List<String> origins) {
    private static final Pattern LOCAL = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[(::|0:0:0:0:0:0:0:)1]");

    /** A status and why, or null for a request that may come in. */
    @Nullable
    Refused refusal(String path, Headers headers) {
        String origin = headers.first("origin");
        if (origin != null && !isSame(origin, headers) && !isAllowed(origin)) {
            return new Refused(403, "pages of " + origin + " may not use this server: allow their origin");
        }
        // Another site may lead to the page, which holds no data; it may not ask for any.
        boolean page = Page.has(path);
        if (origin == null && !page && "cross-site".equals(headers.first("sec-fetch-site")) && !isAllowed("*")) {
            return new Refused(403, "pages of other sites may not use this server: allow their origin");
        }
        if (key == null) {
            // A page can give its own host name the loopback address, and is then of the same origin.
            String host = hostName(headers.first("host"));
            return LOCAL.matcher(host).matches()
                    ? null
                    : new Refused(403, "this server is not '" + host + "', but localhost");
        }
        return page || path.equals("/health") || bringsKey(headers)
                ? null
                : new Refused(401, "No auth credentials found");
    }

    /**
     * What lets a page's script read the answer; none where no page asks, or it may not. Netty's own handler knows no way to
     * allow whatever headers a client's library adds.
     */
    Headers corsHeaders(Headers request) {
        String origin = request.first("origin");
        if (origin == null || !isAllowed(origin)) {
            return Headers.NONE;
        }
        String wanted = request.first("access-control-request-headers");
        return Headers.of(
                "Access-Control-Allow-Origin",
                origin,
                "Access-Control-Allow-Methods",
                "GET, POST",
                "Access-Control-Allow-Headers",
                wanted == null ? "authorization, content-type" : wanted,
                "Access-Control-Expose-Headers",
                "X-Generation-Id, Retry-After",
                "Vary",
                "Origin");
    }

    /** Why not. */
    record Refused(int status, String message) {}

    private boolean isAllowed(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }

    private static boolean isSame(String origin, Headers headers) {
        return origin.equals("http://" + headers.first("host"));
    }

    private boolean bringsKey(Headers headers) {
        String brought = headers.first("authorization");
        byte[] expected = ("Bearer " + key).getBytes(UTF_8);
        return brought != null && MessageDigest.isEqual(brought.getBytes(UTF_8), expected);
    }

    private static String hostName(@Nullable String host) {
        return host == null ? "" : host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "Access[key=" + (key == null ? "none" : "***") + ", origins=" + origins + "]";
    }
}
