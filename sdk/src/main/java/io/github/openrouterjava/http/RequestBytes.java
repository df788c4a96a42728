package io.github.openrouterjava.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The rules for requests, and a request's head as it is sent. */
final class RequestBytes {
    private static final String[] OWN = {
        "Connection", "Content-Length", "Expect", "Host", "Transfer-Encoding", "Upgrade"
    };

    private RequestBytes() {}

    /** @throws IllegalArgumentException where the request can't be sent as it is; the message shows no header's value */
    static void check(HttpRequest request) {
        URI uri = request.uri();
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getPort() > 0xffff) {
            throw new IllegalArgumentException("not an http or https address with a host: " + HttpRequest.shown(uri));
        }
        if (!Headers.Field.isToken(request.method())) {
            throw new IllegalArgumentException("not a method: '" + request.method() + "'");
        }
        for (Headers.Field field : request.headers().fields()) {
            for (String own : OWN) {
                if (field.name().equalsIgnoreCase(own)) {
                    throw new IllegalArgumentException(
                            "the header '" + field.name() + "' can't be sent: the transport sets that field itself");
                }
            }
        }
    }

    /**
     * The head's bytes.
     *
     * @param absolute whether a proxy is asked, which must be told the whole address
     * @param authorization what the proxy is told of who asks
     */
    static byte[] head(HttpRequest request, boolean absolute, @Nullable String authorization) {
        URI uri = request.uri();
        var head = new StringBuilder(512);
        head.append(request.method()).append(' ');
        if (absolute) {
            authority(head.append("http://"), uri);
        }
        String path = uri.getRawPath();
        head.append(path == null || path.isEmpty() ? "/" : path);
        if (uri.getRawQuery() != null) {
            head.append('?').append(uri.getRawQuery());
        }
        escapeOther(head);
        head.append(" HTTP/1.1\r\n");
        authority(head.append("Host: "), uri);
        head.append("\r\n");
        for (Headers.Field field : request.headers().fields()) {
            field(head, field.name(), field.value());
        }
        long length = request.body().length();
        if (length > 0 || !(request.method().equals("GET") || request.method().equals("HEAD"))) {
            field(head, "Content-Length", Long.toString(length));
        }
        if (authorization != null) {
            field(head, "Proxy-Authorization", authorization);
        }
        return head.append("\r\n").toString().getBytes(US_ASCII);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    /** Host, and port where it is not the scheme's own. */
    private static void authority(StringBuilder head, URI uri) {
        head.append(uri.getHost());
        boolean plain = uri.getScheme().equalsIgnoreCase("http");
        if (uri.getPort() >= 0 && uri.getPort() != (plain ? 80 : 443)) {
            head.append(':').append(uri.getPort());
        }
    }

    /** A {@link URI} lets letters beyond ASCII stand as they are; a request's target doesn't. */
    private static void escapeOther(StringBuilder target) {
        for (int i = 0; i < target.length(); i++) {
            if (target.charAt(i) > 0x7f) {
                String escaped = URI.create("http://h/" + target.substring(i)).toASCIIString();
                target.replace(i, target.length(), escaped.substring("http://h/".length()));
                return;
            }
        }
    }
}
