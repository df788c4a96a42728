package io.github.openrouterjava.relay;

import io.github.openrouterjava.http.Headers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which headers are passed on: not those of one connection (RFC 9110, section 7.6.1), nor what concerns one side only. */
final class Hops {
    private static final Set<String> CONNECTION = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    // A compressed answer could not be looked into; cookies and origins are those of pages on this machine.
    private static final Set<String> CLIENT = Set.of("accept-encoding", "authorization", "cookie", "origin", "referer");
    private static final Set<String> SERVER = Set.of("alt-svc", "set-cookie", "strict-transport-security");

    private Hops() {}

    /** @param key what {@code Authorization} is to be; null for none */
    static Headers request(Headers headers, @Nullable String key) {
        Headers passed = passed(headers, CLIENT, List.of("sec-fetch-"));
        return key == null ? passed : passed.with("Authorization", key);
    }

    static Headers response(Headers headers) {
        return passed(headers, SERVER, List.of("access-control-"));
    }

    private static Headers passed(Headers headers, Set<String> but, List<String> butBeginning) {
        Set<String> named = new HashSet<>();
        for (Headers.Field field : headers.fields()) {
            if (field.name().equalsIgnoreCase("connection")) {
                named.addAll(List.of(field.value().toLowerCase(Locale.ROOT).split("[\\s,]+")));
            }
        }
        var passed = new ArrayList<Headers.Field>();
        for (Headers.Field field : headers.fields()) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!CONNECTION.contains(name)
                    && !named.contains(name)
                    && !but.contains(name)
                    && butBeginning.stream().noneMatch(name::startsWith)) {
                passed.add(field);
            }
        }
        return new Headers(passed);
    }
}
