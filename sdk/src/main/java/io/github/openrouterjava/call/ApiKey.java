package io.github.openrouterjava.call;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the API key comes from; asked anew for every attempt, so that a key can be rotated. Never shows the key. */
public final class ApiKey {
    /** No key: no {@code Authorization} header is sent, as local servers like it. */
    public static final ApiKey NONE = new ApiKey(null, null);

    private final @Nullable String fixed;
    private final @Nullable Supplier<@Nullable String> source;

    private ApiKey(@Nullable String fixed, @Nullable Supplier<@Nullable String> source) {
        this.fixed = fixed;
        this.source = source;
    }

    /** The same key for every attempt. */
    public static ApiKey of(String key) {
        return new ApiKey(key, null);
    }

    public static ApiKey of(Supplier<@Nullable String> source) {
        return new ApiKey(null, source);
    }

    /** The key without surrounding white space, or null where there is none. */
    @Nullable
    String value() {
        String key = source == null ? fixed : source.get();
        return key == null || key.isBlank() ? null : key.strip();
    }

    @Override
    public String toString() {
        return "***";
    }
}
