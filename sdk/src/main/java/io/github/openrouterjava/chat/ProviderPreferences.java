package io.github.openrouterjava.chat;

import static io.github.openrouterjava.chat.Members.number;
import static io.github.openrouterjava.chat.Members.numberOrText;
import static io.github.openrouterjava.chat.Members.object;
import static io.github.openrouterjava.chat.Members.price;
import static io.github.openrouterjava.chat.Members.set;
import static io.github.openrouterjava.chat.Members.strings;

import io.github.openrouterjava.json.Json;
import io.github.openrouterjava.json.JsonNumber;
import io.github.openrouterjava.json.JsonObject;
import io.github.openrouterjava.json.JsonWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which providers may serve a request, and in which order they are tried. */
public record ProviderPreferences(JsonObject json) implements Wire {

    /** None set yet. */
    public ProviderPreferences() {
        this(JsonObject.EMPTY);
    }

    /** The providers to try first, in this order, by their slugs. */
    public ProviderPreferences order(String... order) {
        return new ProviderPreferences(set(json, "order", Json.of(List.of(order))));
    }

    public List<String> order() {
        return strings(json, "order");
    }

    /** The only providers that may serve the request. */
    public ProviderPreferences only(String... only) {
        return new ProviderPreferences(set(json, "only", Json.of(List.of(only))));
    }

    public List<String> only() {
        return strings(json, "only");
    }

    /** The providers that may not serve the request. */
    public ProviderPreferences ignore(String... ignore) {
        return new ProviderPreferences(set(json, "ignore", Json.of(List.of(ignore))));
    }

    public List<String> ignore() {
        return strings(json, "ignore");
    }

    /** Whether others may serve the request where the first choice fails; true is the default. */
    public ProviderPreferences allowFallbacks(boolean allowFallbacks) {
        return new ProviderPreferences(set(json, "allow_fallbacks", allowFallbacks));
    }

    public @Nullable Boolean allowFallbacks() {
        return json.bool("allow_fallbacks");
    }

    /** Whether to leave out providers that would ignore a parameter of the request. */
    public ProviderPreferences requireParameters(boolean requireParameters) {
        return new ProviderPreferences(set(json, "require_parameters", requireParameters));
    }

    public @Nullable Boolean requireParameters() {
        return json.bool("require_parameters");
    }

    /** Whether providers that keep prompts may serve the request: {@code allow} or {@code deny}. */
    public ProviderPreferences dataCollection(String dataCollection) {
        return new ProviderPreferences(set(json, "data_collection", dataCollection));
    }

    public @Nullable String dataCollection() {
        return json.string("data_collection");
    }

    /** Whether only endpoints that retain no data may serve the request. */
    public ProviderPreferences zdr(boolean zdr) {
        return new ProviderPreferences(set(json, "zdr", zdr));
    }

    public @Nullable Boolean zdr() {
        return json.bool("zdr");
    }

    /** Whether only models may serve the request whose authors let others be trained on the text. */
    public ProviderPreferences enforceDistillableText(boolean enforceDistillableText) {
        return new ProviderPreferences(set(json, "enforce_distillable_text", enforceDistillableText));
    }

    public @Nullable Boolean enforceDistillableText() {
        return json.bool("enforce_distillable_text");
    }

    /** The only quantizations that may serve the request, such as {@code fp8} or {@code bf16}. */
    public ProviderPreferences quantizations(String... quantizations) {
        return new ProviderPreferences(set(json, "quantizations", Json.of(List.of(quantizations))));
    }

    public List<String> quantizations() {
        return strings(json, "quantizations");
    }

    /** The most that may be paid. */
    public ProviderPreferences maxPrice(MaxPrice maxPrice) {
        return new ProviderPreferences(set(json, "max_price", maxPrice.json()));
    }

    public @Nullable MaxPrice maxPrice() {
        return object(json, "max_price", MaxPrice::new);
    }

    /** Providers where half of the time the first token comes after at most so many seconds go first. */
    public ProviderPreferences preferredMaxLatency(double seconds) {
        return new ProviderPreferences(set(json, "preferred_max_latency", seconds));
    }

    /** Providers where the first token comes after at most so many seconds go first, by shares of their requests. */
    public ProviderPreferences preferredMaxLatency(Percentiles seconds) {
        return new ProviderPreferences(set(json, "preferred_max_latency", seconds.json()));
    }

    /** The limits by shares; one that was given as a number is {@code p50}. */
    public @Nullable Percentiles preferredMaxLatency() {
        return json.get("preferred_max_latency") instanceof JsonNumber half
                ? new Percentiles(JsonObject.of("p50", half))
                : object(json, "preferred_max_latency", Percentiles::new);
    }

    /** Providers where half of the time at least so many tokens come each second go first. */
    public ProviderPreferences preferredMinThroughput(double tokensPerSecond) {
        return new ProviderPreferences(set(json, "preferred_min_throughput", tokensPerSecond));
    }

    /** Providers where at least so many tokens come each second go first, by shares of their requests. */
    public ProviderPreferences preferredMinThroughput(Percentiles tokensPerSecond) {
        return new ProviderPreferences(set(json, "preferred_min_throughput", tokensPerSecond.json()));
    }

    /** The limits by shares; one that was given as a number is {@code p50}. */
    public @Nullable Percentiles preferredMinThroughput() {
        return json.get("preferred_min_throughput") instanceof JsonNumber half
                ? new Percentiles(JsonObject.of("p50", half))
                : object(json, "preferred_min_throughput", Percentiles::new);
    }

    /** What decides among providers: {@code price}, {@code throughput}, {@code latency}, {@code exacto}. */
    public ProviderPreferences sort(String by) {
        return new ProviderPreferences(set(json, "sort", by));
    }

    /** What decides among providers, for each {@code model} on its own or, by {@code none}, for all together. */
    public ProviderPreferences sort(String by, String partition) {
        return with("sort", set(JsonObject.of("by", Json.of(by)), "partition", partition));
    }

    /** What decides among providers, however it was given. */
    public @Nullable String sort() {
        JsonObject sort = json.object("sort");
        return sort == null ? json.string("sort") : sort.string("by");
    }

    /** Whether models are sorted on their own, {@code model}, or together, {@code none}. */
    public @Nullable String sortPartition() {
        JsonObject sort = json.object("sort");
        return sort == null ? null : sort.string("partition");
    }

    /** A copy with any member, also one that this version does not know; null leaves it out. */
    public ProviderPreferences with(String name, @Nullable Json value) {
        return new ProviderPreferences(set(json, name, value));
    }

    @Override
    public void write(JsonWriter out) {
        out.value(json);
    }

    /** The most that may be paid, in US dollars; each is written as the decimal text that the API asks for. */
    public record MaxPrice(JsonObject json) implements Wire {
        /** No limit yet. */
        public MaxPrice() {
            this(JsonObject.EMPTY);
        }

        /** For a million tokens of the prompt. */
        public MaxPrice prompt(double prompt) {
            return new MaxPrice(set(json, "prompt", price("prompt", prompt)));
        }

        public @Nullable Double prompt() {
            return numberOrText(json, "prompt");
        }

        /** For a million tokens of the answer. */
        public MaxPrice completion(double completion) {
            return new MaxPrice(set(json, "completion", price("completion", completion)));
        }

        public @Nullable Double completion() {
            return numberOrText(json, "completion");
        }

        /** For an image. */
        public MaxPrice image(double image) {
            return new MaxPrice(set(json, "image", price("image", image)));
        }

        public @Nullable Double image() {
            return numberOrText(json, "image");
        }

        /** For a unit of audio. */
        public MaxPrice audio(double audio) {
            return new MaxPrice(set(json, "audio", price("audio", audio)));
        }

        public @Nullable Double audio() {
            return numberOrText(json, "audio");
        }

        /** For the request itself. */
        public MaxPrice request(double request) {
            return new MaxPrice(set(json, "request", price("request", request)));
        }

        public @Nullable Double request() {
            return numberOrText(json, "request");
        }

        /** A copy with any member, also one that this version does not know; null leaves it out. */
        public MaxPrice with(String name, @Nullable Json value) {
            return new MaxPrice(set(json, name, value));
        }

        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }

    /** Limits that shares of all requests shall keep: {@code p90} is what nine of ten keep. */
    public record Percentiles(JsonObject json) implements Wire {
        /** No limit yet. */
        public Percentiles() {
            this(JsonObject.EMPTY);
        }

        /** What half of the requests shall keep. */
        public Percentiles p50(double p50) {
            return new Percentiles(set(json, "p50", p50));
        }

        public @Nullable Double p50() {
            return number(json, "p50");
        }

        /** What three of four requests shall keep. */
        public Percentiles p75(double p75) {
            return new Percentiles(set(json, "p75", p75));
        }

        public @Nullable Double p75() {
            return number(json, "p75");
        }

        /** What nine of ten requests shall keep. */
        public Percentiles p90(double p90) {
            return new Percentiles(set(json, "p90", p90));
        }

        public @Nullable Double p90() {
            return number(json, "p90");
        }

        /** What 99 of a hundred requests shall keep. */
        public Percentiles p99(double p99) {
            return new Percentiles(set(json, "p99", p99));
        }

        public @Nullable Double p99() {
            return number(json, "p99");
        }

        @Override
        public void write(JsonWriter out) {
            out.value(json);
        }
    }
}
