package io.github.openrouterjava.offline;

import io.github.openrouterjava.http.Exchange;
import io.github.openrouterjava.http.HttpRequest;
import io.github.openrouterjava.http.Transport;
import io.github.openrouterjava.playback.PacedExchange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OpenRouter inside this process: it answers {@code POST …/chat/completions} with the bytes OpenRouter would send,
 * from models that are not language models.
 *
 * <p>The models are those of {@link #models()}; any other is answered by a 404 that lists them, unless one of them answers
 * for all. Host and headers of the
 * request do not matter, and no key is asked for. With {@code "stream": true} the answer is an event stream, otherwise
 * one JSON body, which takes as long as its stream would. Token counts are estimates, a token per four characters, but
 * for the text of {@code offline/lorem}, whose tokens are counted; the cost is 0. A script may say otherwise.
 *
 * <p>Safe for use by several threads. It starts none and holds nothing to close.
 */
public final class OfflineTransport implements Transport {
    private static final List<Model> MODELS = List.of(
            new Model(Demo.NAME, "answers questions about this SDK from its docs, with reasoning and a tool call"),
            new Model(Echo.NAME, "streams the request's JSON back, as it came"),
            new Model(
                    Lorem.NAME,
                    "streams filler text at a pace: offline/lorem:tokens=200,tps=50,ttft_ms=0,jitter=0.2,seed=1"),
            new Model(
                    Chaos.NAME,
                    "fails as servers do, in seven answers of ten; offline/chaos:cut=0.5,stall=0.5,seed=7 says how, of "
                            + String.join(", ", Chaos.Fault.names())),
            new Model(Script.NAME, "answers by the rules of a script: openrouter serve --script FILE"));

    /**
     * A model that can be asked for.
     *
     * @param name as in the request's {@code model}
     * @param description one line
     */
    public record Model(String name, String description) {}

    private final @Nullable String otherwise;
    private final @Nullable Answers script;

    /** A stand-in that has its own models only. */
    public OfflineTransport() {
        this(null, null);
    }

    /**
     * A stand-in that answers for every model, so that a program can be tried as it is.
     *
     * @param otherwise the offline model, perhaps with settings, that answers for those that are not here
     * @throws IllegalArgumentException where it is none of {@link #models()}
     */
    public OfflineTransport(String otherwise) {
        this(otherwise, null);
    }

    /**
     * A stand-in with a script.
     *
     * @param otherwise the offline model that answers for those that are not here, or null; {@code offline/script} makes the
     *     script answer for all of them
     * @param script what answers for {@code offline/script}; null for nothing
     * @throws IllegalArgumentException where {@code otherwise} is none of {@link #models()}, or needs a script
     */
    public OfflineTransport(@Nullable String otherwise, @Nullable Answers script) {
        if (otherwise != null && !has(withoutSettings(otherwise))) {
            throw new IllegalArgumentException("there is no model '" + otherwise + "' offline");
        }
        if (script == null && Script.NAME.equals(otherwise)) {
            throw new IllegalArgumentException(Script.NAME + " answers by a script, and none was given");
        }
        this.otherwise = otherwise;
        this.script = script;
    }

    /** The models there are. */
    public static List<Model> models() {
        return MODELS;
    }

    /** The name before the colon, of a model that takes settings; any other name as it is. */
    static String withoutSettings(String model) {
        for (String name : List.of(Lorem.NAME, Chaos.NAME)) {
            if (model.startsWith(name + ":")) {
                return name;
            }
        }
        return model;
    }

    static boolean has(String name) {
        return names().contains(name);
    }

    static List<String> names() {
        return MODELS.stream().map(Model::name).toList();
    }

    @Override
    public Exchange open(HttpRequest request) {
        return new PacedExchange(() -> OfflineModels.reply(request, otherwise, script));
    }
}
