package io.github.openrouterjava.call;

import io.github.openrouterjava.http.Headers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the API key comes from; asked anew for every attempt, so that a key can be rotated. Never shows the key. */
public final class ApiKey {
    /** No key: no {@code Authorization} header is sent, as local servers like it. */
    public static final ApiKey NONE = new ApiKey(() -> null);

    private final Supplier<@Nullable String> source;

    private ApiKey(Supplier<@Nullable String> source) {
        this.source = source;
    }

    public static ApiKey of(Supplier<@Nullable String> source) {
        return new ApiKey(source);
    }

    /** The key without surrounding white space, or null where there is none. */
    @Nullable
    String value() {
        String key = source.get();
        return key == null || key.isBlank() ? null : key.strip();
    }

    /** The text with every occurrence of this key masked. */
    static String mask(String text, @Nullable String key) {
        return key == null || key.length() < 4 ? text : text.replace(key, "***");
    }

    /** The key that these headers carry, or null. */
    static @Nullable String sent(Headers headers) {
        String value = headers.first("authorization");
        return value == null ? null : value.replaceFirst("(?i)^Bearer +", "");
    }

    @Override
    public String toString() {
        return "***";
    }
}
