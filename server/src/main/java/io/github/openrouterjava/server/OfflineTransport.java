package io.github.openrouterjava.server;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import java.util.List;

/**
 * An OpenRouter inside this process: it answers {@code POST …/chat/completions} with the bytes OpenRouter would send,
 * from models that are not language models.
 *
 * <p>The models are those of {@link #models()}; any other is answered by a 404 that lists them. Host and headers of the
 * request do not matter, and no key is asked for. With {@code "stream": true} the answer is an event stream, otherwise
 * one JSON body, which takes as long as its stream would. Token counts are estimates, a token per four characters, but
 * for the text of {@code offline/lorem}, whose tokens are counted; the cost is 0.
 *
 * <p>Safe for use by several threads. It starts none and holds nothing to close.
 */
public final class OfflineTransport implements Transport {
    private static final List<Model> MODELS = List.of(
            new Model(Demo.NAME, "answers questions about this SDK from its docs, with reasoning and a tool call"),
            new Model(Echo.NAME, "streams the request's JSON back, as it came"),
            new Model(
                    Lorem.NAME,
                    "streams filler text at a pace: offline/lorem:tokens=200,tps=50,ttft_ms=0,jitter=0.2,seed=1"));

    /**
     * A model that can be asked for.
     *
     * @param name as in the request's {@code model}
     * @param description one line
     */
    public record Model(String name, String description) {}

    /** A stand-in that is ready for use. */
    public OfflineTransport() {}

    /** The models there are. */
    public static List<Model> models() {
        return MODELS;
    }

    @Override
    public Exchange open(HttpRequest request) {
        return new OfflineExchange(() -> Reply.to(request));
    }
}
