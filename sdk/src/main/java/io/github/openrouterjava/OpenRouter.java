package io.github.openrouterjava;

import io.github.openrouterjava.bind.Binding;
import io.github.openrouterjava.call.ApiKey;
import io.github.openrouterjava.call.CallOptions;
import io.github.openrouterjava.call.Caller;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.Hooks;
import io.github.openrouterjava.call.RetryPolicy;
import io.github.openrouterjava.chat.Chat;
import io.github.openrouterjava.error.ConfigurationException;
import io.github.openrouterjava.http.Headers;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.HttpResponseHead;
import io.github.openrouterjava.http.SocketTransport;
import io.github.openrouterjava.http.Transport;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A client of openrouter.ai, or of any server with an OpenAI-compatible API.
 *
 * <p>Make one and keep it: it is immutable, safe for use by several threads, and reuses connections. It holds no thread
 * that keeps a program from ending, so closing it is good manners rather than a duty.
 *
 * <pre>{@code
 * try (var openRouter = OpenRouter.create()) {
 *     var request = ChatRequest.of("openai/gpt-5-mini", Message.user("Why is the sky blue?"));
 *     for (String piece : openRouter.chat().stream(request).text()) {
 *         System.out.print(piece);
 *     }
 * }
 * }</pre>
 */
public final class OpenRouter implements AutoCloseable {
    /** Where OpenRouter's API is. */
    public static final URI BASE_URL = URI.create("https://openrouter.ai/api/v1");

    private final Chat chat;
    private final @Nullable SocketTransport ownTransport;

    private OpenRouter(Caller caller, @Nullable Binding binding, @Nullable SocketTransport ownTransport) {
        this.chat = new Chat(caller, binding);
        this.ownTransport = ownTransport;
    }

    /**
     * A client set up by the environment, see {@link Builder#environment}.
     *
     * @throws ConfigurationException where {@code OPENROUTER_API_KEY} is not set and is needed
     */
    public static OpenRouter create() {
        return builder().environment(System.getenv()).build();
    }

    /** A client set up by hand; nothing is taken from the environment unless it is asked for. */
    public static Builder builder() {
        return new Builder();
    }

    /** Chat completions. */
    public Chat chat() {
        return chat;
    }

    /** Frees the client's connections and ends the calls that use them. A transport that was handed in stays open. */
    @Override
    public void close() {
        if (ownTransport != null) {
            ownTransport.close();
        }
    }

    /** Sets up a client. For one thread. */
    public static final class Builder {
        private static final List<String> VARIABLES = List.of(
                "OPENROUTER_API_KEY",
                "OPENROUTER_BASE_URL",
                "OPENROUTER_HTTP_REFERER",
                "OPENROUTER_APP_TITLE",
                "OPENROUTER_APP_CATEGORIES");

        private ApiKey apiKey = ApiKey.NONE;
        private boolean keyGiven;
        private @Nullable URI baseUrl;
        private Headers headers = Headers.NONE;
        private CallOptions options = CallOptions.DEFAULT;
        private Hooks hooks = Hooks.NONE;
        private @Nullable Transport transport;
        private @Nullable Binding binding;

        private Builder() {}

        /**
         * Takes what these variables set, blank ones left aside: {@code OPENROUTER_API_KEY}, {@code OPENROUTER_BASE_URL},
         * {@code OPENROUTER_HTTP_REFERER}, {@code OPENROUTER_APP_TITLE}, {@code OPENROUTER_APP_CATEGORIES}.
         *
         * @throws ConfigurationException naming the variable that can't be used
         */
        public Builder environment(Map<String, String> variables) {
            for (String name : VARIABLES) {
                String value = variables.get(name);
                if (value != null && !value.isBlank()) {
                    try {
                        set(name, value.strip());
                    } catch (IllegalArgumentException unfit) {
                        throw new ConfigurationException(
                                "The environment variable " + name + " can't be used: " + unfit.getMessage());
                    }
                }
            }
            return this;
        }

        private void set(String variable, String value) {
            switch (variable) {
                case "OPENROUTER_API_KEY" -> apiKey(value);
                case "OPENROUTER_BASE_URL" -> baseUrl(value);
                case "OPENROUTER_HTTP_REFERER" -> httpReferer(value);
                case "OPENROUTER_APP_TITLE" -> appTitle(value);
                default -> appCategories(value);
            }
        }

        public Builder apiKey(String key) {
            return apiKey(ApiKey.of(Objects.requireNonNull(key, "key")));
        }

        /** Where the key comes from, asked anew for each attempt; it gives null for no key. */
        public Builder apiKey(Supplier<@Nullable String> source) {
            return apiKey(ApiKey.of(source));
        }

        private Builder apiKey(ApiKey key) {
            apiKey = key;
            keyGiven = true;
            return this;
        }

        /**
         * Where the API is, up to and including its version: {@code http://localhost:11434/v1}.
         *
         * @throws ConfigurationException where this is not an http or https address
         */
        public Builder baseUrl(String url) {
            try {
                return baseUrl(new URI(url));
            } catch (URISyntaxException notAnAddress) { // whose message shows the address, password and all
                throw new ConfigurationException("The base URL is not an address: " + notAnAddress.getReason()
                        + " at character " + (notAnAddress.getIndex() + 1)
                        + ". It looks like http://localhost:11434/v1");
            }
        }

        public Builder baseUrl(URI url) {
            baseUrl = url;
            return this;
        }

        /** The calling app's address, by which OpenRouter attributes its use ({@code HTTP-Referer}). */
        public Builder httpReferer(String url) {
            return header("HTTP-Referer", url);
        }

        /**
         * The calling app's name, by which OpenRouter shows its use ({@code X-OpenRouter-Title}).
         *
         * @throws IllegalArgumentException where it holds anything but printable ASCII, which is all a header can carry
         */
        public Builder appTitle(String title) {
            return header("X-OpenRouter-Title", title);
        }

        /** What the calling app is for, two words at the most, separated by a comma ({@code X-OpenRouter-Categories}). */
        public Builder appCategories(String categories) {
            return header("X-OpenRouter-Categories", categories);
        }

        /**
         * A header that is sent with every call.
         *
         * @throws IllegalArgumentException where the name or the value can't stand in a header
         */
        public Builder header(String name, String value) {
            headers = headers.with(name, value);
            return this;
        }

        /** How long calls may take, unless one says otherwise. */
        public Builder clocks(Clocks clocks) {
            options = options.clocks(clocks);
            return this;
        }

        /** When failed calls are made again, unless one says otherwise. */
        public Builder retry(RetryPolicy retry) {
            options = options.retry(retry);
            return this;
        }

        /** Changes what calls use unless they say otherwise. */
        public Builder options(UnaryOperator<CallOptions> change) {
            options = change.apply(options);
            return this;
        }

        /** Sees each request before it is sent, credentials included, and gives the one to send. */
        public Builder beforeRequest(UnaryOperator<HttpRequest> hook) {
            hooks = new Hooks(hook, hooks.afterResponse(), hooks.log());
            return this;
        }

        /** Sees each answer's status and headers as soon as they are there. */
        public Builder afterResponse(BiConsumer<HttpRequest, HttpResponseHead> hook) {
            hooks = new Hooks(hooks.beforeRequest(), hook, hooks.log());
            return this;
        }

        /**
         * Where the client says, at level {@code DEBUG} and with every secret masked, what it sends, what is answered and
         * what is tried again: {@code log(System.getLogger("openrouter"))}. Without this it says nothing, and loads no
         * logging.
         */
        public Builder log(System.Logger logger) {
            hooks = new Hooks(hooks.beforeRequest(), hooks.afterResponse(), logger);
            return this;
        }

        /** What makes the HTTP exchanges, in place of a {@link SocketTransport} of the client's own; its owner closes it. */
        public Builder transport(Transport transport) {
            this.transport = transport;
            return this;
        }

        /** What makes values of a program's own types of answers, in place of the one that is found on its class path. */
        public Builder binding(Binding binding) {
            this.binding = binding;
            return this;
        }

        /**
         * The client.
         *
         * @throws ConfigurationException where openrouter.ai is to be called without a key
         */
        public OpenRouter build() {
            if (!keyGiven && baseUrl == null && transport == null) {
                throw new ConfigurationException("No API key: set the environment variable OPENROUTER_API_KEY, or call"
                        + " apiKey(...). Keys are made at https://openrouter.ai/settings/keys");
            }
            SocketTransport own = transport == null ? new SocketTransport() : null;
            return new OpenRouter(
                    new Caller(
                            baseUrl == null ? BASE_URL : baseUrl,
                            apiKey,
                            headers,
                            options,
                            hooks,
                            own == null ? Objects.requireNonNull(transport) : own),
                    binding,
                    own);
        }
    }
}
